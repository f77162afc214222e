// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.itksnap.ItkSnap;
import io.github.medsam2.server.medsamslicer.MedSamSlicer;
import io.github.medsam2.server.monai.MonaiLabel;
import io.github.medsam2.server.nninteractive.NnInteractive;
import io.github.medsam2.server.page.Page;
import java.util.function.Supplier;

/** The viewers that can be served, by their protocol. */
public enum Front {
  /** The server's own page, for a browser. */
  PAGE(true, Page::new),
  /** 3D Slicer with MONAI Label's extension, MITK, OHIF, CVAT's bridge, MONAI Label's client. */
  MONAI_LABEL(true, MonaiLabel::new),
  /** SlicerNNInteractive, napari, and nnInteractive's own client, version 2. */
  NN_INTERACTIVE(true, NnInteractive::new),
  /** ITK-SNAP's deep learning extension. */
  ITK_SNAP(false, ItkSnap::new),
  /** MedSAMSlicer of the branch MedSAM2. */
  MEDSAM_SLICER(false, MedSamSlicer::new);

  private final boolean shows;
  private final Supplier<Dialect> maker;

  Front(boolean shows, Supplier<Dialect> maker) {
    this.shows = shows;
    this.maker = maker;
  }

  /** Whether its viewers can show a token. */
  public boolean showsToken() {
    return shows;
  }

  Dialect dialect() {
    return maker.get();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;

/**
 * A made-up angiogram whose truth is known. Scores on it are no clinical performance.
 *
 * @param cine eighteen frames of a right coronary artery with a stenosis of half its diameter
 * @param frame the index of a frame full of contrast agent
 */
public record Example(Phantom cine, int frame) {
  private static final int SIDE = 256;

  /** The same one every time. */
  public static Example angiogram() {
    PhantomConfig config =
        PhantomConfig.of(11, TreeSide.RIGHT, 35, -4.5)
            .withMatrix(SIDE)
            .withFrames(18, 5)
            .withLesions(LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 10));
    return new Example(new Phantom(config), 9);
  }

  /** The frame, 8-bit grey. */
  public Image image() {
    return cine.frame(frame);
  }

  /** The mid right coronary artery on the frame. */
  public Mask truth() {
    return truth(frame);
  }

  /** The mid right coronary artery on another frame. */
  public Mask truth(int index) {
    return cine.truth(index).segment(CassSegment.MID_RCA).orElseThrow().mask();
  }

  /** The box drawn tightly around it. */
  public BoxPrompt box() {
    return BoxPrompt.around(truth());
  }
}

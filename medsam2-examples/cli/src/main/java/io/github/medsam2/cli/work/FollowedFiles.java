// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.cli.draw.Overlay;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.presentation.SecondaryCapture;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.OverlayFrames;
import io.github.medsam2.io.OverlayGif;
import io.github.medsam2.prompt.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes an object that was followed: masks, movies, the picture of the frame it was shown on. */
public final class FollowedFiles {
  private static final int COLOUR = 0x00c8ff;
  private static final double OPACITY = 0.4;

  private final Path folder;
  private final Console console;

  /** Writes into a folder, which is made where there is none. */
  public FollowedFiles(Path folder, Console console) {
    this.folder = OutputFolder.create(folder);
    this.console = console;
  }

  /**
   * Writes all that a cine can have.
   *
   * @param anatomy what the vessel is, where it is known
   */
  public void write(CineInput cine, Followed object, List<Prompt> prompts, Optional<Code> anatomy) {
    List<OverlayGif.Layer> layers =
        List.of(new OverlayGif.Layer(object.masks()::get, COLOUR, OPACITY));
    cine.file()
        .ifPresentOrElse(
            file -> {
              segmentation(file, object, anatomy);
              capture(file, cine, layers);
            },
            () -> pictures(object));
    Path movie = folder.resolve("overlay.gif");
    OverlayGif.write(movie, cine.frames(), layers, cine.frameTime());
    console.wrote(movie);
    Path picture = folder.resolve("overlay.png");
    Image image = cine.frames().frame(object.prompted());
    ImageFile.writePng(picture, Overlay.of(image, object.masks().get(object.prompted()), prompts));
    console.wrote(picture);
  }

  private void segmentation(DicomFile file, Followed object, Optional<Code> anatomy) {
    SegWriter seg = file.segment(SegForm.binary(), segment(file, anatomy));
    for (int i = 0; i < object.masks().size(); i++) {
      if (object.looked(i)) {
        seg.mask(1, i, object.masks().get(i));
      }
    }
    Path target = folder.resolve("segmentation.dcm");
    seg.write(target);
    console.wrote(target);
  }

  private static Segment segment(DicomFile file, Optional<Code> anatomy) {
    boolean coronary = file.dataSet().text(Tag.MODALITY).orElse("").equals("XA");
    return coronary
        ? Segment.anatomy("vessel", anatomy.orElse(SegmentCodes.CORONARY_ARTERY))
        : Segment.of("object", SegmentCodes.TISSUE, SegmentCodes.TISSUE);
  }

  private void capture(DicomFile file, CineInput cine, List<OverlayGif.Layer> layers) {
    FrameSource frames = OverlayFrames.of(cine.frames(), layers);
    Path target = folder.resolve("overlay.dcm");
    new SecondaryCapture(frames, cine.frameTime().toNanos() / 1e6, TransferSyntax.RLE)
        .write(target, file.source());
    console.wrote(target);
  }

  private void pictures(Followed object) {
    Path masks = OutputFolder.create(folder.resolve("masks"));
    for (int i = 0; i < object.masks().size(); i++) {
      if (object.looked(i)) {
        String name = String.format(Locale.ROOT, "%05d.png", i + 1);
        ImageFile.writePng(masks.resolve(name), object.masks().get(i));
      }
    }
    console.wrote(masks);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.presentation.SecondaryCapture;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.OverlayFrames;
import io.github.medsam2.io.OverlayGif;
import io.github.medsam2.prompt.Prompt;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes what was found: segmentation, movies and the picture of the prompted frame. */
final class CineResults {
  private static final int COLOR = 0x00c8ff;
  private static final double OPACITY = 0.4;
  private static final Duration UNKNOWN_TIME = Duration.ofMillis(67);

  private final CineRequest request;
  private final PrintStream out;

  CineResults(CineRequest request, PrintStream out) {
    this.request = request;
    this.out = out;
  }

  void write(DicomFile file, CineClip clip, Mask[] masks, int prompted) {
    Path folder = OutputFolder.create(request.out());
    segmentation(file, masks, folder.resolve("segmentation.dcm"));
    movies(file, clip, masks, folder);
    picture(clip.frames(), masks[prompted], prompted, folder.resolve("overlay.png"));
  }

  private void segmentation(DicomFile file, Mask[] masks, Path target) {
    SegWriter seg = file.segment(SegForm.binary(), segment(file));
    for (int i = 0; i < masks.length; i++) {
      seg.mask(1, i, masks[i]);
    }
    seg.write(target);
    out.println("wrote " + target);
  }

  private static Segment segment(DicomFile file) {
    boolean coronary = file.dataSet().text(Tag.MODALITY).orElse("").equals("XA");
    return coronary
        ? Segment.anatomy("vessel", SegmentCodes.CORONARY_ARTERY)
        : Segment.of("object", SegmentCodes.TISSUE, SegmentCodes.TISSUE);
  }

  /** The cine under its masks, for a browser and for an archive. */
  private void movies(DicomFile file, CineClip clip, Mask[] masks, Path folder) {
    List<OverlayGif.Layer> layers = List.of(new OverlayGif.Layer(i -> masks[i], COLOR, OPACITY));
    Duration time = frameTime(clip);
    Path animation = folder.resolve("overlay.gif");
    OverlayGif.write(animation, clip.frames(), layers, time);
    out.println("wrote " + animation);
    Path capture = folder.resolve("overlay.dcm");
    FrameSource frames = OverlayFrames.of(clip.frames(), layers);
    new SecondaryCapture(frames, time.toNanos() / 1e6, TransferSyntax.RLE)
        .write(capture, file.source());
    out.println("wrote " + capture);
  }

  private static Duration frameTime(CineClip clip) {
    double[] times = clip.frameTimes();
    double whole = times.length < 2 ? 0 : times[times.length - 1] - times[0];
    return whole > 0
        ? Duration.ofNanos(Math.round(whole / (times.length - 1) * 1e6))
        : UNKNOWN_TIME;
  }

  private void picture(FrameSource frames, Mask mask, int prompted, Path target) {
    List<Prompt> prompts = new ArrayList<>(request.points());
    request.box().ifPresent(prompts::add);
    Image image = frames.frame(prompted);
    ImageFile.writePng(target, Overlay.of(image, mask, prompts));
    out.println("wrote " + target);
  }
}

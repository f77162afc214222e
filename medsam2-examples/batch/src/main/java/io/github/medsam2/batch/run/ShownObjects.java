// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.batch.input.Material;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.batch.manifest.ShownBy;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.function.IntFunction;

/**
 * Turns what shows an object into a frame and prompts.
 *
 * @param material what is looked at
 * @param inputs where segmentations lie
 */
record ShownObjects(Material material, Inputs inputs) {

  /**
   * An object on a frame.
   *
   * @param request what was asked for
   * @param frame from 0
   * @param prompts on it
   */
  record OnFrame(ObjectRequest request, int frame, Prompts prompts) {}

  OnFrame of(ObjectRequest request) {
    FrameSource frames = material.frames();
    if (request.shown() instanceof ShownBy.Segmentation seg) {
      return byMask(request, seg);
    }
    int frame = request.frame().orElse(frames.count() / 2);
    requireFrame(frame, frames.count());
    if (request.shown() instanceof ShownBy.Recist recist) {
      return new OnFrame(
          request, frame, Prompts.of(recist.line().box(frames.width(), frames.height())));
    }
    return new OnFrame(request, frame, ((ShownBy.Given) request.shown()).prompts());
  }

  private static void requireFrame(int frame, int count) {
    if (frame >= count) {
      throw new InvalidInputException(
          "frame", "1 to " + count, (frame + 1) + "", "choose a frame of the file");
    }
  }

  private OnFrame byMask(ObjectRequest request, ShownBy.Segmentation seg) {
    try (Inputs.Local local = inputs.fetch(seg.input());
        DicomFile file = DicomFile.open(local.path())) {
      IntFunction<Mask> masks = masks(file.segmentation(), seg.segment());
      int frame = request.frame().isPresent() ? request.frame().getAsInt() : largest(masks);
      requireFrame(frame, material.frames().count());
      Mask mask = masks.apply(frame);
      if (mask.isEmpty()) {
        throw new AbsentObjectException(
            "a mask of segment " + seg.segment() + " on frame " + (frame + 1), "an empty one");
      }
      return new OnFrame(request, frame, Prompts.of(new MaskPrompt(mask)));
    }
  }

  private IntFunction<Mask> masks(SegReader seg, int segment) {
    if (material instanceof Material.Slices slices && slices.input().stack().isPresent()) {
      MaskVolume volume = seg.volume(segment, slices.input().stack().get());
      return volume::slice;
    } else if (material instanceof Material.Cine cine && cine.file().isPresent()) {
      String instance = cine.file().get().dataSet().text(Tag.SOP_INSTANCE_UID).orElse("");
      Mask nothing = Mask.empty(seg.width(), seg.height());
      return frame ->
          seg.framesOf(instance, frame).filter(shown -> !shown.isEmpty()).isPresent()
              ? seg.mask(segment, instance, frame)
              : nothing;
    }
    throw new InvalidInputException(
        "seg", "an input of DICOM", "another", "show the object by prompts");
  }

  private int largest(IntFunction<Mask> masks) {
    int best = 0;
    long most = 0;
    for (int i = 0; i < material.frames().count(); i++) {
      long area = masks.apply(i).area();
      if (area > most) {
        most = area;
        best = i;
      }
    }
    return best;
  }
}

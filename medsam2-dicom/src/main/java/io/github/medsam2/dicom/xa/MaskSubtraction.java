// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a mask is subtracted from contrast frames (PS3.3 C.7.6.10).
 *
 * @param first the first frame it is for, 0-based
 * @param last the last frame it is for, 0-based
 * @param maskFrames frames to average for the mask, 0-based; empty when it depends on the frame
 * @param tidOffset without mask frames: the mask is the frame so many before
 * @param reversed without mask frames: from that of the first frame on masks go backwards
 * @param rowShift pixels the mask is shifted down
 * @param columnShift pixels the mask is shifted left, DICOM's sign
 */
public record MaskSubtraction(
    int first,
    int last,
    List<Integer> maskFrames,
    int tidOffset,
    boolean reversed,
    double rowShift,
    double columnShift) {

  /** Copies the list. */
  public MaskSubtraction {
    maskFrames = List.copyOf(maskFrames);
  }

  /** The frames that make the mask of a frame; empty where it has none. */
  List<Integer> masksOf(int frame, int count) {
    if (frame < first || frame > last) {
      return List.of();
    }
    if (!maskFrames.isEmpty()) {
      return maskFrames;
    }
    int mask = (reversed ? 2 * first - frame : frame) - tidOffset;
    return mask >= 0 && mask < count ? List.of(mask) : List.of();
  }

  /** The item that says so: AVG_SUB with mask frames, TID or REV_TID without. */
  DataSet toItem() {
    DataSetBuilder b =
        DataSet.builder()
            .text(Tag.MASK_OPERATION, operation())
            .ints(Tag.APPLICABLE_FRAME_RANGE, first + 1, last + 1)
            .doubles(Tag.MASK_SUB_PIXEL_SHIFT, rowShift, columnShift);
    if (maskFrames.isEmpty()) {
      b.ints(Tag.TID_OFFSET, tidOffset);
    } else {
      b.ints(Tag.MASK_FRAME_NUMBERS, maskFrames.stream().mapToInt(m -> m + 1).toArray());
    }
    return b.build();
  }

  private String operation() {
    return maskFrames.isEmpty() ? reversed ? "REV_TID" : "TID" : "AVG_SUB";
  }

  static List<MaskSubtraction> of(DataSet d, int frames, Findings findings) {
    List<MaskSubtraction> out = new ArrayList<>();
    for (DataSet item : d.items(Tag.MASK_SUBTRACTION_SEQUENCE)) {
      Tolerant t = new Tolerant(item, findings);
      double[] shift = t.doubles(Tag.MASK_SUB_PIXEL_SHIFT);
      double row = shift.length == 2 ? shift[0] : 0;
      double column = shift.length == 2 ? shift[1] : 0;
      int[] given = t.ints(Tag.APPLICABLE_FRAME_RANGE);
      int[] ranges = given.length < 2 ? new int[] {1, frames} : given;
      for (int i = 0; i + 1 < ranges.length; i += 2) {
        one(t, frames, new double[] {row, column}, ranges[i] - 1, ranges[i + 1] - 1, out);
      }
    }
    return out;
  }

  private static void one(
      Tolerant t, int frames, double[] shift, int first, int last, List<MaskSubtraction> out) {
    String operation = t.dataSet().term(Tag.MASK_OPERATION);
    switch (operation) {
      case "AVGSUB" -> {
        int[] masks = t.ints(Tag.MASK_FRAME_NUMBERS);
        if (masks.length == 0 || Arrays.stream(masks).anyMatch(m -> m < 1 || m > frames)) {
          t.findings().add(Tag.MASK_FRAME_NUMBERS, "not frames of the object; not used");
          return;
        }
        List<Integer> zeroBased = IntStream.of(masks).map(m -> m - 1).boxed().toList();
        out.add(new MaskSubtraction(first, last, zeroBased, 0, false, shift[0], shift[1]));
      }
      case "TID", "REVTID" -> {
        int offset = t.integer(Tag.TID_OFFSET).orElse(1);
        boolean reversed = operation.equals("REVTID");
        out.add(new MaskSubtraction(first, last, List.of(), offset, reversed, shift[0], shift[1]));
      }
      case "", "NONE" -> {}
      default -> t.findings().add(Tag.MASK_OPERATION, "an operation not known; not used");
    }
  }
}

package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
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
 * @param rowShift pixels the mask is shifted down
 * @param columnShift pixels the mask is shifted left, DICOM's sign
 */
public record MaskSubtraction(
    int first,
    int last,
    List<Integer> maskFrames,
    int tidOffset,
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
    int mask = frame - tidOffset;
    return mask >= 0 && mask < count ? List.of(mask) : List.of();
  }

  static List<MaskSubtraction> of(DataSet d, int frames, Findings findings) {
    List<MaskSubtraction> out = new ArrayList<>();
    for (DataSet item : d.items(Tag.MASK_SUBTRACTION_SEQUENCE)) {
      Tolerant t = new Tolerant(item, findings);
      double[] shift = t.doubles(Tag.MASK_SUB_PIXEL_SHIFT);
      double row = shift.length == 2 ? shift[0] : 0;
      double column = shift.length == 2 ? shift[1] : 0;
      int[] range = t.ints(Tag.APPLICABLE_FRAME_RANGE);
      int first = range.length < 2 ? 0 : range[0] - 1;
      int last = range.length < 2 ? frames - 1 : range[range.length - 1] - 1;
      switch (item.text(Tag.MASK_OPERATION).orElse("NONE")) {
        case "AVG_SUB" -> average(t, frames, first, last, row, column, out);
        case "TID" -> {
          int offset = t.integer(Tag.TID_OFFSET).orElse(1);
          out.add(new MaskSubtraction(first, last, List.of(), offset, row, column));
        }
        case "NONE" -> {}
        default -> findings.add(Tag.MASK_OPERATION, "an operation not known; not used");
      }
    }
    return out;
  }

  private static void average(
      Tolerant t,
      int frames,
      int first,
      int last,
      double row,
      double column,
      List<MaskSubtraction> out) {
    int[] masks = t.ints(Tag.MASK_FRAME_NUMBERS);
    boolean valid = masks.length > 0 && Arrays.stream(masks).allMatch(m -> m >= 1 && m <= frames);
    if (!valid) {
      t.findings().add(Tag.MASK_FRAME_NUMBERS, "not frames of the object; not used");
      return;
    }
    List<Integer> zeroBased = IntStream.of(masks).map(m -> m - 1).boxed().toList();
    out.add(new MaskSubtraction(first, last, zeroBased, 0, row, column));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.image.Image;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/**
 * The pixels of stored frames, by what they mean. Thread-safe.
 *
 * @param frames with their stored values
 * @param type what those mean
 * @param maximum the value of probability 1 in FRACTIONAL ones; 0 where the object does not say
 */
record SegPixels(DicomFrames frames, SegmentationType type, int maximum) {

  /** Sets to 1, from a place on, the bytes whose pixel is inside a segment. */
  void addInside(SegFrame frame, int segment, byte[] target, int offset) {
    IntUnaryOperator stored = stored(frame);
    int count = frames.width() * frames.height();
    for (int i = 0; i < count; i++) {
      int v = stored.applyAsInt(i);
      boolean inside =
          switch (type) {
            case BINARY -> v != 0;
            case FRACTIONAL -> 2L * v > maximum;
            case LABELMAP -> v == segment;
          };
      if (inside) {
        target[offset + i] = 1;
      }
    }
  }

  /** Raises values to the probability of each pixel. */
  void addProbabilities(SegFrame frame, int segment, float[] target) {
    IntUnaryOperator stored = stored(frame);
    for (int i = 0; i < target.length; i++) {
      int v = stored.applyAsInt(i);
      float p =
          switch (type) {
            case BINARY -> v != 0 ? 1 : 0;
            case FRACTIONAL -> Math.min(1, v / (float) maximum);
            case LABELMAP -> v == segment ? 1 : 0;
          };
      target[i] = Math.max(target[i], p);
    }
  }

  /** The stored value of a pixel by its index, without a copy of the frame. */
  private IntUnaryOperator stored(SegFrame frame) {
    if (type == SegmentationType.FRACTIONAL && maximum == 0) {
      throw new DicomException(
          Tag.MAXIMUM_FRACTIONAL_VALUE.toString(),
          "the value that stands for a whole pixel",
          "none",
          "set it in the data set if it is known, and open that by DicomFile.of");
    }
    Image image = frames.frame(frame.index());
    ByteBuffer b = image.pixels();
    return switch (image.type()) {
      case UINT8 -> i -> b.get(i) & 0xff;
      case UINT16 -> i -> b.getShort(2 * i) & 0xffff;
      default -> i -> (int) image.value(i % image.width(), i / image.width(), 0);
    };
  }
}

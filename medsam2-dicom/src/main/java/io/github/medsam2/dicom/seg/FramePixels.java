// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Brings masks and probabilities to stored pixels of one frame. */
final class FramePixels {

  private FramePixels() {}

  /** One bit a pixel, the first in the lowest bit, without padding between rows. */
  static byte[] bits(Mask mask) {
    byte[] out = new byte[(mask.width() * mask.height() + 7) / 8];
    mask.forEachRun(
        (y, from, to) -> {
          for (int i = y * mask.width() + from; i < y * mask.width() + to; i++) {
            out[i >> 3] |= (byte) (1 << (i & 7));
          }
        });
    return out;
  }

  /** The maximum inside, 0 outside. */
  static byte[] certain(Mask mask) {
    byte[] out = new byte[mask.width() * mask.height()];
    mask.forEachRun(
        (y, from, to) -> {
          Arrays.fill(
              out, y * mask.width() + from, y * mask.width() + to, (byte) SegForm.MAXIMUM_FRACTION);
        });
    return out;
  }

  /** Probabilities in parts of the maximum, rounded. */
  static byte[] fractions(FloatBuffer probabilities, int pixels) {
    byte[] out = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      float p = probabilities.get(i);
      // Written so that NaN fails too.
      if (!(p >= 0 && p <= 1)) {
        throw new InvalidInputException(
            "probability of pixel " + i, "0 to 1", p + "", "apply the logistic function to logits");
      }
      out[i] = (byte) Math.round(p * SegForm.MAXIMUM_FRACTION);
    }
    return out;
  }

  /**
   * Writes a segment's number into its pixels of a label map, and takes it out of all others.
   *
   * @param bits 8 or 16 a pixel, little endian
   */
  static void label(byte[] labels, int bits, Mask mask, int segment) {
    int bytes = bits / 8;
    for (int at = 0; at < labels.length; at += bytes) {
      if (get(labels, at, bytes) == segment) {
        Arrays.fill(labels, at, at + bytes, (byte) 0);
      }
    }
    mask.forEachRun(
        (y, from, to) -> {
          for (int i = y * mask.width() + from; i < y * mask.width() + to; i++) {
            put(labels, bytes * i, bytes, segment);
          }
        });
  }

  private static void put(byte[] labels, int at, int bytes, int segment) {
    int before = get(labels, at, bytes);
    if (before != 0) {
      throw new InvalidInputException(
          "segment " + segment,
          "segments without a common pixel, as a label map demands",
          "a pixel of segment " + before,
          "take the pixels from one of them, or write a BINARY segmentation");
    }
    labels[at] = (byte) segment;
    if (bytes == 2) {
      labels[at + 1] = (byte) (segment >> 8);
    }
  }

  private static int get(byte[] labels, int at, int bytes) {
    return labels[at] & 0xff | (bytes == 2 ? (labels[at + 1] & 0xff) << 8 : 0);
  }

  /** Whether no pixel is set. */
  static boolean isEmpty(byte[] frame) {
    for (byte b : frame) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}

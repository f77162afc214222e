// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Uncompressed samples, brought to interleaved components at full size. */
final class RawSamples {

  private RawSamples() {}

  static int[] of(byte[] frame, PixelLayout layout) {
    if (layout.halvedChroma()) {
      return halvedChroma(frame, layout);
    }
    int[] out = new int[layout.shape().samples()];
    ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int n = layout.shape().components();
    int pixels = out.length / n;
    for (int i = 0; i < out.length; i++) {
      int to = layout.planar() ? i % pixels * n + i / pixels : i;
      out[to] =
          switch (layout.bitsAllocated()) {
            case 1 -> frame[i >> 3] >> (i & 7) & 1;
            case 8 -> frame[i];
            case 16 -> in.getShort(2 * i);
            default -> in.getInt(4 * i);
          };
    }
    return out;
  }

  /** Two pixels are Y Y Cb Cr. */
  private static int[] halvedChroma(byte[] frame, PixelLayout layout) {
    int[] out = new int[layout.shape().samples()];
    int bytes = layout.bitsAllocated() / 8;
    ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    for (int pixel = 0; pixel < out.length / 3; pixel++) {
      int group = pixel / 2 * 4;
      out[3 * pixel] = sample(in, group + pixel % 2, bytes);
      out[3 * pixel + 1] = sample(in, group + 2, bytes);
      out[3 * pixel + 2] = sample(in, group + 3, bytes);
    }
    return out;
  }

  private static int sample(ByteBuffer in, int index, int bytes) {
    // An odd number of pixels leaves the last group incomplete.
    int at = Math.min(index, in.capacity() / bytes - 1) * bytes;
    return bytes == 1 ? in.get(at) : in.getShort(at);
  }
}

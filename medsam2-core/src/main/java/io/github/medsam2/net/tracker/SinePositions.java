// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/** Fixed sine encodings of the original, computed in double and rounded once. */
final class SinePositions {
  private static final double TEMPERATURE = 10000;

  private SinePositions() {}

  /**
   * Encoding of a square grid: channels 0..C/2-1 of y, the rest of x; even channels sine, odd
   * cosine of the same frequency.
   *
   * @return (side * side, channels), row-major
   */
  static float[] grid(int side, int channels) {
    int half = channels / 2;
    float[] axis = axis(side, half);
    float[] out = new float[side * side * channels];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = (y * side + x) * channels;
        System.arraycopy(axis, y * half, out, at, half);
        System.arraycopy(axis, x * half, out, at + half, half);
      }
    }
    return out;
  }

  private static float[] axis(int side, int half) {
    float[] out = new float[side * half];
    for (int p = 0; p < side; p++) {
      double angle = 2 * Math.PI * (p + 1) / (side + 1e-6);
      for (int i = 0; i < half; i++) {
        double a = angle / period(i, half);
        out[p * half + i] = (float) (i % 2 == 0 ? Math.sin(a) : Math.cos(a));
      }
    }
    return out;
  }

  private static double period(int channel, int half) {
    return Math.pow(TEMPERATURE, 2.0 * (channel / 2) / half);
  }

  /**
   * Encoding of a pointer's distance in time: all sines, then all cosines (unlike the grid).
   *
   * @param distance frames over the longest distance; may exceed 1
   */
  static void distance(double distance, float[] out, int offset, int channels) {
    int half = channels / 2;
    for (int i = 0; i < half; i++) {
      double a = distance / period(i, half);
      out[offset + i] = (float) Math.sin(a);
      out[offset + half + i] = (float) Math.cos(a);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

/** Fixed sine encodings of the original, computed in double and rounded once. */
public final class SinePositions {
  private static final double TEMPERATURE = 10000;

  private SinePositions() {}

  /**
   * Encoding of a square grid: channels 0..C/2-1 of y, the rest of x; even channels sine, odd
   * cosine of the same frequency.
   *
   * @return (side * side, channels), row-major
   */
  public static float[] grid(int side, int channels) {
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
      waves(2 * Math.PI * (p + 1) / (side + 1e-6), out, p * half, half);
    }
    return out;
  }

  private static void waves(double angle, float[] out, int offset, int channels) {
    for (int i = 0; i < channels; i++) {
      double a = angle / period(i, channels);
      out[offset + i] = (float) (i % 2 == 0 ? Math.sin(a) : Math.cos(a));
    }
  }

  /** The wave length, over 2 pi, of a channel and its neighbour. */
  private static double period(int channel, int half) {
    return Math.pow(TEMPERATURE, 2.0 * (channel / 2) / half);
  }

  /**
   * Encoding of a place on its axis, even channels sine, odd cosine of the same frequency.
   *
   * @param place 0 to 1
   */
  public static void place(float place, float[] out, int offset, int channels) {
    waves(place * 2 * Math.PI, out, offset, channels);
  }

  /** How fast each channel of {@link #place} turns: radians for a place of 1. */
  public static float[] turns(int channels) {
    float[] out = new float[channels];
    for (int i = 0; i < channels; i++) {
      out[i] = (float) (2 * Math.PI / period(i, channels));
    }
    return out;
  }

  /**
   * Encoding of a pointer's distance in time: all sines, then all cosines (unlike the grid).
   *
   * @param distance frames over the longest distance; may exceed 1
   */
  public static void distance(double distance, float[] out, int offset, int channels) {
    int half = channels / 2;
    for (int i = 0; i < half; i++) {
      double a = distance / period(i, half);
      out[offset + i] = (float) Math.sin(a);
      out[offset + half + i] = (float) Math.cos(a);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

import java.util.Arrays;

/**
 * Bicubic resizing of 8-bit planes, equal to Pillow's bit for bit: kernel with a = -0.5, widened
 * when the image shrinks, weights in 22-bit fixed point, columns first and rounded to 8 bits in
 * between. The original resizes the slices of volumes and the frames of cines with it.
 */
public final class PillowBicubic {
  private static final int PRECISION = 22;
  private static final int HALF = 1 << (PRECISION - 1);

  private PillowBicubic() {}

  /**
   * A plane in a new size; the plane itself when it has that size.
   *
   * @param plane {@code width * height} samples of 8 bits, row by row
   */
  public static byte[] resize(byte[] plane, int width, int height, int newWidth, int newHeight) {
    Taps.checkPlane(plane.length, width, height);
    Taps.checkTarget(newWidth, newHeight);
    byte[] wide = width == newWidth ? plane : columns(plane, width, height, newWidth);
    return height == newHeight ? wide : rows(wide, newWidth, height, newHeight);
  }

  private static byte[] columns(byte[] plane, int width, int height, int newWidth) {
    Taps taps = taps(width, newWidth);
    int[] k = fixed(taps.weights());
    int[] row = new int[width];
    byte[] out = new byte[Taps.checkTarget(newWidth, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = plane[y * width + x] & 0xff;
      }
      for (int x = 0; x < newWidth; x++) {
        int first = taps.first(x);
        int at = x * taps.stride();
        int sum = HALF;
        for (int t = 0; t < taps.count(x); t++) {
          sum += row[first + t] * k[at + t];
        }
        out[y * newWidth + x] = round(sum);
      }
    }
    return out;
  }

  private static byte[] rows(byte[] plane, int width, int height, int newHeight) {
    Taps taps = taps(height, newHeight);
    int[] k = fixed(taps.weights());
    int[] sum = new int[width];
    byte[] out = new byte[Taps.checkTarget(width, newHeight)];
    for (int y = 0; y < newHeight; y++) {
      Arrays.fill(sum, HALF);
      for (int t = 0; t < taps.count(y); t++) {
        int weight = k[y * taps.stride() + t];
        int from = (taps.first(y) + t) * width;
        for (int x = 0; x < width; x++) {
          sum[x] += (plane[from + x] & 0xff) * weight;
        }
      }
      for (int x = 0; x < width; x++) {
        out[y * width + x] = round(sum[x]);
      }
    }
    return out;
  }

  private static byte round(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
  }

  private static Taps taps(int in, int out) {
    return Taps.of(in, out, 2, PillowBicubic::kernel);
  }

  private static int[] fixed(double[] weights) {
    int[] k = new int[weights.length];
    for (int i = 0; i < k.length; i++) {
      k[i] = (int) (Math.copySign(0.5, weights[i]) + weights[i] * (1 << PRECISION));
    }
    return k;
  }

  private static double kernel(double x) {
    double a = -0.5;
    double u = Math.abs(x);
    if (u < 1) {
      return ((a + 2) * u - (a + 3)) * u * u + 1;
    }
    return u < 2 ? (((u - 5) * u + 8) * u - 4) * a : 0;
  }
}

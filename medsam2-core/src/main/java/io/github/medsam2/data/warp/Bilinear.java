// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

/** Values between pixels. */
final class Bilinear {

  private Bilinear() {}

  /** Where the border repeats outwards. */
  static double repeated(float[] plane, int width, int height, double x, double y) {
    double u = Math.max(0, Math.min(width - 1, x));
    double v = Math.max(0, Math.min(height - 1, y));
    return zeroOutside(plane, width, height, u, v);
  }

  /** Where there is nothing outside. */
  static double zeroOutside(float[] plane, int width, int height, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double a = x - left;
    double b = y - top;
    double upper = (1 - a) * at(plane, width, height, left, top);
    upper += a * at(plane, width, height, left + 1, top);
    double lower = (1 - a) * at(plane, width, height, left, top + 1);
    lower += a * at(plane, width, height, left + 1, top + 1);
    return (1 - b) * upper + b * lower;
  }

  private static float at(float[] plane, int width, int height, int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : plane[y * width + x];
  }
}

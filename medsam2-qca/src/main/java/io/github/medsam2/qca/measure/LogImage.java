// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;

/**
 * An angiogram as attenuation: minus the logarithm of the grey value, so that contrast adds up and
 * is positive, and the exponent of a power-law display curve is only a factor. Read by cubic
 * interpolation; the border repeats.
 */
final class LogImage {
  private final int width;
  private final int height;
  private final float[] values;

  LogImage(Image image) {
    this.width = image.width();
    this.height = image.height();
    this.values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      float g = image.value(i % width, i / width, 0);
      values[i] = (float) -Math.log(Math.max(0.5, g));
    }
  }

  double at(double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = x - x0;
    double fy = y - y0;
    double sum = 0;
    for (int j = -1; j <= 2; j++) {
      double wy = weight(j, fy);
      for (int i = -1; i <= 2; i++) {
        sum += wy * weight(i, fx) * pixel(x0 + i, y0 + j);
      }
    }
    return sum;
  }

  private float pixel(int x, int y) {
    int cx = Math.min(width - 1, Math.max(0, x));
    int cy = Math.min(height - 1, Math.max(0, y));
    return values[cy * width + cx];
  }

  /** Catmull-Rom. */
  private static double weight(int k, double f) {
    double t = Math.abs(k - f);
    if (t < 1) {
      return 1 - 2.5 * t * t + 1.5 * t * t * t;
    }
    return t < 2 ? 2 - 4 * t + 2.5 * t * t - 0.5 * t * t * t : 0;
  }
}

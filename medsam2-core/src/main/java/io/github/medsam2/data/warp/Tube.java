// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.sampling.CounterRandom;

/** A dark tube across the image, as a catheter or a vessel of no interest casts it. */
final class Tube {

  private Tube() {}

  /**
   * A shadow.
   *
   * @param radius in pixels
   * @param depth in grey levels at its middle
   * @param random decides where it runs: from the upper edge, bent once
   * @return at most 0, row by row
   */
  static float[] shadow(int width, int height, double radius, double depth, CounterRandom random) {
    float[] plane = new float[width * height];
    double x0 = width * random.uniform(0);
    double x1 = width * random.uniform(1);
    double y1 = height * random.uniform(2);
    double x2 = width * random.uniform(3);
    double y2 = height * (0.3 + 0.7 * random.uniform(4));
    int steps = 2 * (width + height);
    for (int i = 0; i <= steps; i++) {
      double t = i / (double) steps;
      double x = (1 - t) * (1 - t) * x0 + 2 * t * (1 - t) * x1 + t * t * x2;
      double y = 2 * t * (1 - t) * y1 + t * t * y2;
      stamp(plane, width, height, x, y, radius, depth);
    }
    return plane;
  }

  private static void stamp(
      float[] plane, int width, int height, double x, double y, double radius, double depth) {
    int reach = (int) Math.ceil(radius);
    for (int v = Math.max(0, (int) y - reach); v <= Math.min(height - 1, (int) y + reach); v++) {
      for (int u = Math.max(0, (int) x - reach); u <= Math.min(width - 1, (int) x + reach); u++) {
        double off = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
        if (off < 1) {
          int at = v * width + u;
          plane[at] = (float) Math.min(plane[at], -depth * Math.sqrt(1 - off));
        }
      }
    }
  }
}

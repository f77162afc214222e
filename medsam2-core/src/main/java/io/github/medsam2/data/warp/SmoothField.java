// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.sampling.CounterRandom;

/** Normal noise that varies slowly: drawn on a coarse lattice, with cubic B-splines between. */
final class SmoothField {
  /** Makes up for what the splines smooth away: about 1 in the mean square. */
  private static final double GAIN = 2;

  private final int width;
  private final float[] values;

  private SmoothField(int width, float[] values) {
    this.width = width;
    this.values = values;
  }

  /**
   * @param spacing of the lattice in pixels
   */
  static SmoothField draw(int width, int height, double spacing, CounterRandom random) {
    int columns = (int) (width / spacing) + 4;
    int rows = (int) (height / spacing) + 4;
    double[] lattice = new double[columns * rows];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = GAIN * random.normal(i);
    }
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) between(lattice, columns, i % width / spacing, i / width / spacing);
    }
    return new SmoothField(width, values);
  }

  double at(int x, int y) {
    return values[y * width + x];
  }

  private static double between(double[] lattice, int columns, double x, double y) {
    int column = (int) x;
    int row = (int) y;
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      double across = 0;
      for (int i = 0; i < 4; i++) {
        across += weight(i, x - column) * lattice[(row + j) * columns + column + i];
      }
      sum += weight(j, y - row) * across;
    }
    return sum;
  }

  private static double weight(int i, double t) {
    return switch (i) {
      case 0 -> (1 - t) * (1 - t) * (1 - t) / 6;
      case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
      case 2 -> (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
      default -> t * t * t / 6;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.sampling.CounterRandom;
import java.util.Arrays;

/**
 * Normal noise that varies slowly: on a coarse lattice, with cubic B-splines between.
 *
 * @param columns of the lattice
 * @param spacing pixels between its points
 * @param values row by row, one ring beyond the image on all sides
 */
record SmoothField(int columns, double spacing, float[] values) {
  /** Makes up for what the splines smooth away: about 1 in the mean square. */
  private static final double GAIN = 2;

  static SmoothField draw(int width, int height, double spacing, CounterRandom random) {
    int columns = (int) (width / spacing) + 4;
    int rows = (int) (height / spacing) + 4;
    float[] values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (GAIN * random.normal(i));
    }
    return new SmoothField(columns, spacing, values);
  }

  double at(double x, double y) {
    int column = (int) (x / spacing);
    int row = (int) (y / spacing);
    double u = x / spacing - column;
    double v = y / spacing - row;
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      double across = 0;
      for (int i = 0; i < 4; i++) {
        across += weight(i, u) * values[(row + j) * columns + column + i];
      }
      sum += weight(j, v) * across;
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

  /** Contents are large: only sizes are told. */
  @Override
  public String toString() {
    return "SmoothField[" + values.length + " points, " + spacing + " apart]";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SmoothField f && spacing == f.spacing && Arrays.equals(values, f.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}

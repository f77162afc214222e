// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.Arrays;

/**
 * Exact squared Euclidean distances on a grid with unequal spacing (Felzenszwalb and Huttenlocher,
 * "Distance transforms of sampled functions", 2012): the lower envelope of one parabola a sample,
 * line by line along each axis, in time linear in the number of points.
 */
final class DistanceTransform {
  private final double[] values;
  private final double[] result;
  private final int[] vertex;
  private final double[] from;

  private DistanceTransform(int longest) {
    values = new double[longest];
    result = new double[longest];
    vertex = new int[longest];
    from = new double[longest + 1];
  }

  /**
   * Squared distances in mm² from every point of a grid to the nearest of some of them.
   *
   * @param size points along x, y, z, less than 2^31 in all; x is fastest in memory
   * @param spacing distance of points along x, y, z in mm
   * @param targets indices of the points to measure from, at least one
   */
  static float[] squared(int[] size, double[] spacing, int[] targets) {
    float[] field = new float[size[0] * size[1] * size[2]];
    Arrays.fill(field, Float.POSITIVE_INFINITY);
    for (int target : targets) {
      field[target] = 0;
    }
    int longest = Math.max(size[0], Math.max(size[1], size[2]));
    DistanceTransform lines = new DistanceTransform(longest);
    int stride = 1;
    for (int axis = 0; axis < 3; axis++) {
      lines.along(field, size[axis], stride, spacing[axis]);
      stride *= size[axis];
    }
    return field;
  }

  private void along(float[] field, int length, int stride, double spacing) {
    int block = length * stride;
    for (int start = 0; start < field.length; start += block) {
      for (int offset = start; offset < start + stride; offset++) {
        for (int i = 0; i < length; i++) {
          values[i] = field[offset + i * stride];
        }
        if (line(length, spacing)) {
          for (int i = 0; i < length; i++) {
            field[offset + i * stride] = (float) result[i];
          }
        }
      }
    }
  }

  /** One line; false where it holds no finite value, which leaves it as it is. */
  private boolean line(int length, double spacing) {
    int last = -1;
    for (int q = 0; q < length; q++) {
      if (values[q] == Double.POSITIVE_INFINITY) {
        continue;
      }
      double meet = Double.NEGATIVE_INFINITY;
      while (last >= 0) {
        meet = meeting(vertex[last], q, spacing);
        if (meet > from[last]) {
          break;
        }
        last--;
      }
      last++;
      vertex[last] = q;
      from[last] = last == 0 ? Double.NEGATIVE_INFINITY : meet;
      from[last + 1] = Double.POSITIVE_INFINITY;
    }
    if (last < 0) {
      return false;
    }
    sample(length, spacing);
    return true;
  }

  /** Where, in points, the parabola of q begins to lie below that of p, for p before q. */
  private double meeting(int p, int q, double spacing) {
    double w = spacing * spacing;
    return ((values[q] - values[p]) / w / (q - p) + q + p) / 2;
  }

  private void sample(int length, double spacing) {
    int k = 0;
    for (int i = 0; i < length; i++) {
      while (from[k + 1] < i) {
        k++;
      }
      double d = (i - vertex[k]) * spacing;
      result[i] = d * d + values[vertex[k]];
    }
  }
}

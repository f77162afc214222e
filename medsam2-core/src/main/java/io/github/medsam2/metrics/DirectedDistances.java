// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.Arrays;

/** Distances in mm from the pieces of one boundary to another boundary, shortest first. */
final class DirectedDistances {
  /** From no boundary at all. */
  static final DirectedDistances NONE = new DirectedDistances(new double[0], new double[0]);

  private final double[] distances;
  private final double[] sizes;

  private DirectedDistances(double[] distances, double[] sizes) {
    this.distances = distances;
    this.sizes = sizes;
  }

  /**
   * Measures from every piece of a boundary to the nearest of another, infinite if that has none.
   *
   * @param counts corners of the common grid along x, y, z
   * @param spacing distance of corners along x, y, z in mm
   */
  static DirectedDistances measure(Boundary from, Boundary to, int[] counts, double[] spacing) {
    int n = from.corners().length;
    float[] squared =
        n == 0 || to.corners().length == 0
            ? new float[0]
            : DistanceTransform.squared(counts, spacing, to.corners());
    // The bits of floats from 0 up are ordered as the floats are: distance above, piece below.
    long[] order = new long[n];
    for (int i = 0; i < n; i++) {
      float d = squared.length == 0 ? Float.POSITIVE_INFINITY : squared[from.corners()[i]];
      order[i] = (long) Float.floatToIntBits(d) << 32 | i;
    }
    Arrays.sort(order);
    double[] distances = new double[n];
    double[] sizes = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = Math.sqrt(Float.intBitsToFloat((int) (order[i] >> 32)));
      sizes[i] = from.sizes()[(int) order[i]];
    }
    return new DirectedDistances(distances, sizes);
  }

  /** The area of the boundary measured from. */
  double size() {
    return within(Double.POSITIVE_INFINITY);
  }

  /** The sum of distance times area. */
  double moment() {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += distances[i] * sizes[i];
    }
    return sum;
  }

  /** The mean distance by area; 0 without a boundary. */
  double mean() {
    return sizes.length == 0 ? 0 : moment() / size();
  }

  /** The area no farther than a limit. */
  double within(double limit) {
    double sum = 0;
    for (int i = 0; i < sizes.length && distances[i] <= limit; i++) {
      sum += sizes[i];
    }
    return sum;
  }

  /** The shortest distance within which a share of the area lies; 0 without a boundary. */
  double percentile(double share) {
    if (sizes.length == 0) {
      return 0;
    }
    double wanted = share * size();
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += sizes[i];
      if (sum >= wanted) {
        return distances[i];
      }
    }
    return distances[sizes.length - 1];
  }
}

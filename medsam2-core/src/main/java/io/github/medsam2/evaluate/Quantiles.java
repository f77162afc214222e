// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

/** Quantiles of numbers in ascending order; between two of them in proportion. */
final class Quantiles {

  private Quantiles() {}

  static double of(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}

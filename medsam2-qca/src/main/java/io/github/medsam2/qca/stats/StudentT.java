// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

/** Quantiles of the t and F distributions, by bisection. */
final class StudentT {
  private StudentT() {}

  /** The value a t variable stays below with probability 0.975. */
  static double quantile975(double degrees) {
    return Math.sqrt(fQuantile(0.95, 1, degrees));
  }

  /** The value an F variable stays below with a probability. */
  static double fQuantile(double p, double d1, double d2) {
    double low = 0;
    double high = 1;
    while (fBelow(high, d1, d2) < p && high < 1e12) {
      high *= 2;
    }
    for (int i = 0; i < 100; i++) {
      double mid = (low + high) / 2;
      if (fBelow(mid, d1, d2) < p) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return (low + high) / 2;
  }

  private static double fBelow(double f, double d1, double d2) {
    return Beta.regularised(d1 * f / (d1 * f + d2), d1 / 2, d2 / 2);
  }
}

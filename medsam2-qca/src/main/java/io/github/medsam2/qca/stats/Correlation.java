// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

/** Coefficients of two paired lists. Supplements: neither replaces a Bland-Altman analysis. */
public final class Correlation {
  private Correlation() {}

  /** Pearson's r; NaN when one list is constant. */
  public static double pearson(double[] x, double[] y) {
    Pairs.check(x, y, 2);
    if (Pairs.constant(x) || Pairs.constant(y)) {
      return Double.NaN;
    }
    return covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
  }

  /**
   * Lin's concordance: also falls when the scales differ. Population moments, as Lin 1989. NaN when
   * both lists are constant.
   */
  public static double concordance(double[] x, double[] y) {
    Pairs.check(x, y, 2);
    if (Pairs.constant(x) && Pairs.constant(y)) {
      return Double.NaN;
    }
    double shift = Pairs.mean(x) - Pairs.mean(y);
    return 2 * covariance(x, y) / (covariance(x, x) + covariance(y, y) + shift * shift);
  }

  private static double covariance(double[] x, double[] y) {
    double mx = Pairs.mean(x);
    double my = Pairs.mean(y);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - mx) * (y[i] - my);
    }
    return sum / x.length;
  }
}

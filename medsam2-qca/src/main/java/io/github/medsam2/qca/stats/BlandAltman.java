// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import java.util.Arrays;

/**
 * Agreement of two methods after Bland and Altman (1986), differences being second - first.
 *
 * @param n pairs
 * @param bias mean difference
 * @param sd standard deviation of the differences
 * @param lower lower 95 percent limit of agreement
 * @param upper upper 95 percent limit of agreement
 * @param biasInterval 95 percent interval of the bias, {@code 1.96 SD / sqrt(n)}
 * @param limitHalfWidth half width of the 95 percent interval of each limit, {@code 1.96 SD
 *     sqrt(3/n)}
 * @param slope change of the difference per unit of the mean: proportional bias
 * @param slopeInterval 95 percent interval of the slope; without 0 the bias is proportional
 */
public record BlandAltman(
    int n,
    double bias,
    double sd,
    double lower,
    double upper,
    Interval biasInterval,
    double limitHalfWidth,
    double slope,
    Interval slopeInterval) {
  private static final double Z = 1.959964;

  /** Compares at least three pairs. */
  public static BlandAltman of(double[] first, double[] second) {
    Pairs.check(first, second, 3);
    int n = first.length;
    double[] d = new double[n];
    double[] m = new double[n];
    Arrays.setAll(d, i -> second[i] - first[i]);
    Arrays.setAll(m, i -> (second[i] + first[i]) / 2);
    double bias = Pairs.mean(d);
    double sd = Pairs.sd(d);
    double half = Z * sd / Math.sqrt(n);
    double slope = slope(m, d);
    double slopeHalf = StudentT.quantile975(n - 2) * slopeError(m, d, slope);
    return new BlandAltman(
        n,
        bias,
        sd,
        bias - Z * sd,
        bias + Z * sd,
        new Interval(bias - half, bias + half),
        Z * sd * Math.sqrt(3.0 / n),
        slope,
        new Interval(slope - slopeHalf, slope + slopeHalf));
  }

  /** Whether the bias grows or shrinks with size. */
  public boolean isProportional() {
    return !slopeInterval.contains(0);
  }

  private static double slope(double[] x, double[] y) {
    double mx = Pairs.mean(x);
    double my = Pairs.mean(y);
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
    }
    return xx == 0 ? 0 : xy / xx;
  }

  private static double slopeError(double[] x, double[] y, double slope) {
    double mx = Pairs.mean(x);
    double my = Pairs.mean(y);
    double rest = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      double r = y[i] - my - slope * (x[i] - mx);
      rest += r * r;
      xx += (x[i] - mx) * (x[i] - mx);
    }
    return xx == 0 ? 0 : Math.sqrt(rest / (x.length - 2) / xx);
  }
}

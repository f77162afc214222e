// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import java.util.Arrays;

/**
 * Agreement of two methods after Bland and Altman (1986), differences being second - first.
 *
 * @param n pairs
 * @param bias mean difference
 * @param sd standard deviation of the differences
 * @param lower lower 95 percent limit of agreement, {@code bias - 1.96 SD} by definition
 * @param upper upper 95 percent limit of agreement
 * @param biasInterval 95 percent interval of the bias, {@code t SD / sqrt(n)} with Student's t of n
 *     - 1 degrees
 * @param limitHalfWidth half width of the 95 percent interval of each limit, {@code t SD sqrt(3/n)}
 * @param slope change of the difference per unit of the mean: proportional bias; NaN when all means
 *     are the same
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
    double t = StudentT.quantile975(n - 1);
    double half = t * sd / Math.sqrt(n);
    boolean spread = !Pairs.constant(m);
    double slope = spread ? slope(m, d) : Double.NaN;
    double slopeHalf = spread ? StudentT.quantile975(n - 2) * slopeError(m, d, slope) : Double.NaN;
    return new BlandAltman(
        n,
        bias,
        sd,
        bias - Z * sd,
        bias + Z * sd,
        new Interval(bias - half, bias + half),
        t * sd * Math.sqrt(3.0 / n),
        slope,
        new Interval(slope - slopeHalf, slope + slopeHalf));
  }

  /** Whether the bias grows or shrinks with size. */
  public boolean isProportional() {
    return !Double.isNaN(slope) && !slopeInterval.contains(0);
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

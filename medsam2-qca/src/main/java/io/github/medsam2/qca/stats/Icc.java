// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/**
 * The intraclass correlation ICC(2,1): two-way random effects, absolute agreement, single rater
 * (Shrout and Fleiss 1979; interval of McGraw and Wong 1996).
 *
 * @param subjects rows
 * @param raters columns
 * @param value the coefficient; NaN when all ratings are the same
 * @param interval 95 percent interval
 */
public record Icc(int subjects, int raters, double value, Interval interval) {
  private static final double ALPHA = 0.05;

  /**
   * The coefficient of complete ratings.
   *
   * @param ratings one row for each subject, one column for each rater; at least 2 by 2, complete
   */
  public static Icc twoOne(double[][] ratings) {
    int n = ratings.length;
    int k = n == 0 ? 0 : ratings[0].length;
    boolean complete =
        Arrays.stream(ratings)
            .allMatch(r -> r.length == k && Arrays.stream(r).allMatch(Double::isFinite));
    if (n < 2 || k < 2 || !complete) {
      throw new InvalidInputException(
          "ICC",
          "at least 2 subjects by 2 raters, complete",
          n + " by " + k + (complete ? "" : ", incomplete"),
          "leave out subjects without all ratings");
    }
    return of(ratings, n, k);
  }

  private static Icc of(double[][] x, int n, int k) {
    if (Arrays.stream(x).allMatch(r -> r[0] == x[0][0] && Pairs.constant(r))) {
      return new Icc(n, k, Double.NaN, new Interval(Double.NaN, Double.NaN));
    }
    double grand = Arrays.stream(x).mapToDouble(Pairs::mean).average().orElse(0);
    double rows = 0;
    double[] column = new double[k];
    double total = 0;
    for (double[] row : x) {
      double m = Pairs.mean(row) - grand;
      rows += k * m * m;
      for (int j = 0; j < k; j++) {
        column[j] += row[j] / n;
        total += (row[j] - grand) * (row[j] - grand);
      }
    }
    double columns = n * Arrays.stream(column).map(c -> (c - grand) * (c - grand)).sum();
    double msr = rows / (n - 1);
    double msc = columns / (k - 1);
    double mse = Math.max(0, total - rows - columns) / ((n - 1.0) * (k - 1.0));
    double icc = (msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n);
    return new Icc(n, k, icc, interval(icc, msr, msc, mse, n, k));
  }

  private static Interval interval(double icc, double msr, double msc, double mse, int n, int k) {
    if (mse == 0 && msc == 0) {
      return new Interval(icc, icc);
    }
    double a = k * icc / (n * (1 - icc));
    double b = 1 + k * icc * (n - 1) / (n * (1 - icc));
    double v =
        Math.pow(a * msc + b * mse, 2)
            / (Math.pow(a * msc, 2) / (k - 1) + Math.pow(b * mse, 2) / ((n - 1.0) * (k - 1.0)));
    double fl = StudentT.fQuantile(1 - ALPHA / 2, n - 1, v);
    double fu = StudentT.fQuantile(1 - ALPHA / 2, v, n - 1);
    double c = k * msc + ((double) k * n - k - n) * mse;
    return Interval.between(
        n * (msr - fl * mse) / (fl * c + n * msr), n * (fu * msr - mse) / (c + n * fu * msr));
  }
}

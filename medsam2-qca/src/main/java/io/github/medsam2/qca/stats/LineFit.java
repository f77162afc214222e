// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/**
 * The line {@code predicted = intercept + slope reference} when both sides have errors. A slope of
 * 1 and an intercept of 0 inside the intervals mean no systematic difference.
 *
 * @param slope of the line
 * @param intercept of the line
 * @param slopeInterval 95 percent interval
 * @param interceptInterval 95 percent interval
 */
public record LineFit(
    double slope, double intercept, Interval slopeInterval, Interval interceptInterval) {
  /** The most pairs of Passing and Bablok's line, which looks at every two of them. */
  public static final int MOST_PAIRS = 3000;

  private static final double Z = 1.959964;

  /**
   * Deming's line for errors of equal variance on both sides (orthogonal regression), intervals by
   * jackknife (Linnet 1990). At least four pairs.
   */
  public static LineFit deming(double[] reference, double[] predicted) {
    Pairs.check(reference, predicted, 4);
    int n = reference.length;
    double[] all = demingLine(reference, predicted, -1);
    double[] slopes = new double[n];
    double[] intercepts = new double[n];
    for (int i = 0; i < n; i++) {
      double[] without = demingLine(reference, predicted, i);
      slopes[i] = n * all[0] - (n - 1) * without[0];
      intercepts[i] = n * all[1] - (n - 1) * without[1];
    }
    double t = StudentT.quantile975(n - 2) / Math.sqrt(n);
    return new LineFit(
        all[0],
        all[1],
        around(all[0], t * Pairs.sd(slopes)),
        around(all[1], t * Pairs.sd(intercepts)));
  }

  private static Interval around(double middle, double half) {
    return new Interval(middle - half, middle + half);
  }

  /** Slope and intercept of all pairs but one. */
  private static double[] demingLine(double[] x, double[] y, int leftOut) {
    double mx = mean(x, leftOut);
    double my = mean(y, leftOut);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      if (i != leftOut) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
      }
    }
    double slope = (yy - xx + Math.sqrt((yy - xx) * (yy - xx) + 4 * xy * xy)) / (2 * xy);
    return new double[] {slope, my - slope * mx};
  }

  private static double mean(double[] v, int leftOut) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += i == leftOut ? 0 : v[i];
    }
    return sum / (leftOut < 0 ? v.length : v.length - 1);
  }

  /**
   * The line of Passing and Bablok (1983): the shifted median of the slopes of all pairs, which no
   * outlier moves far. Between four and {@link #MOST_PAIRS} pairs, whose references are not all the
   * same.
   */
  public static LineFit passingBablok(double[] reference, double[] predicted) {
    Pairs.check(reference, predicted, 4);
    int n = reference.length;
    boolean varied = Arrays.stream(reference).anyMatch(v -> v != reference[0]);
    if (n > MOST_PAIRS || !varied) {
      throw new InvalidInputException(
          "Passing-Bablok line",
          "at most " + MOST_PAIRS + " pairs, and references that differ",
          n + (varied ? " pairs" : " equal references"),
          "use Deming's line, or draw a sample");
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int m = 0;
    int shift = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double dx = reference[j] - reference[i];
        double dy = predicted[j] - predicted[i];
        double s = dx == 0 ? Math.signum(dy) * Double.POSITIVE_INFINITY : dy / dx;
        if (!Double.isNaN(s) && s != -1) {
          slopes[m++] = s;
          shift += s < -1 ? 1 : 0;
        }
      }
    }
    double[] sorted = Arrays.copyOf(slopes, m);
    Arrays.sort(sorted);
    double c = Z * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
    int low = (int) Math.round((m - c) / 2);
    double slope = (at(sorted, (m - 1) / 2 + shift) + at(sorted, m / 2 + shift)) / 2;
    double from = at(sorted, low - 1 + shift);
    double to = at(sorted, m - low + shift);
    return new LineFit(
        slope,
        offset(reference, predicted, slope),
        new Interval(from, to),
        new Interval(offset(reference, predicted, to), offset(reference, predicted, from)));
  }

  private static double at(double[] sorted, int i) {
    return sorted[Math.max(0, Math.min(sorted.length - 1, i))];
  }

  private static double offset(double[] x, double[] y, double slope) {
    double[] rest = new double[x.length];
    Arrays.setAll(rest, i -> y[i] - slope * x[i]);
    return Pairs.median(rest);
  }
}

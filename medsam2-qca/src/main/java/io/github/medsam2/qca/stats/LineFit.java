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

  /**
   * Deming's line for errors of equal variance on both sides (orthogonal regression), intervals by
   * jackknife (Linnet 1990). At least four pairs that vary together.
   */
  public static LineFit deming(double[] reference, double[] predicted) {
    Pairs.check(reference, predicted, 4);
    Moments all = Moments.of(reference, predicted);
    double slope = all.slope();
    if (Pairs.constant(reference) || !Double.isFinite(slope)) {
      throw new InvalidInputException(
          "Deming line",
          "references that differ, and values that vary with them",
          "values without a common direction",
          "leave the line out");
    }
    int n = reference.length;
    double[] slopes = new double[n];
    double[] intercepts = new double[n];
    for (int i = 0; i < n; i++) {
      Moments without = all.without(reference[i], predicted[i]);
      slopes[i] = n * slope - (n - 1) * without.slope();
      intercepts[i] = n * all.intercept() - (n - 1) * without.intercept();
    }
    double t = StudentT.quantile975(n - 2) / Math.sqrt(n);
    return new LineFit(
        slope,
        all.intercept(),
        around(slope, t * Pairs.sd(slopes)),
        around(all.intercept(), t * Pairs.sd(intercepts)));
  }

  private static Interval around(double middle, double half) {
    return Double.isNaN(half)
        ? new Interval(Double.NaN, Double.NaN)
        : new Interval(middle - half, middle + half);
  }

  /** Means and centred sums of squares of pairs. */
  private record Moments(int n, double mx, double my, double xx, double yy, double xy) {
    static Moments of(double[] x, double[] y) {
      double mx = Pairs.mean(x);
      double my = Pairs.mean(y);
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < x.length; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
      }
      return new Moments(x.length, mx, my, xx, yy, xy);
    }

    /** Of all pairs but one. */
    Moments without(double x, double y) {
      double dx = x - mx;
      double dy = y - my;
      double k = n / (n - 1.0);
      return new Moments(
          n - 1,
          mx - dx / (n - 1),
          my - dy / (n - 1),
          Math.max(0, xx - k * dx * dx),
          Math.max(0, yy - k * dy * dy),
          xy - k * dx * dy);
    }

    double slope() {
      if (xy == 0) {
        return yy < xx ? 0 : Double.NaN;
      }
      return (yy - xx + Math.sqrt((yy - xx) * (yy - xx) + 4 * xy * xy)) / (2 * xy);
    }

    double intercept() {
      return my - slope() * mx;
    }
  }

  /**
   * The line of Passing and Bablok (1983): the shifted median of the slopes of all pairs, which no
   * outlier moves far. The interval takes Student's t for the normal quantile, which matters for
   * few pairs alone. Between four and {@link #MOST_PAIRS} pairs, whose references are not all the
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
    double t = StudentT.quantile975(n - 2);
    double c = t * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
    int low = (int) Math.round((m - c) / 2);
    double slope = (at(sorted, (m - 1) / 2 + shift) + at(sorted, m / 2 + shift)) / 2;
    double from = at(sorted, low - 1 + shift);
    double to = at(sorted, m - low + shift);
    return new LineFit(
        slope,
        offset(reference, predicted, slope),
        Interval.between(from, to),
        Interval.between(offset(reference, predicted, to), offset(reference, predicted, from)));
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

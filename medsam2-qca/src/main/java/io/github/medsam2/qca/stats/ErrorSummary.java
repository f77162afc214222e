// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import java.util.Arrays;

/**
 * The size of errors of a continuous result against a reference.
 *
 * @param n pairs
 * @param mae mean absolute error
 * @param rmse root mean square error
 * @param medianAbsolute median absolute error
 * @param bias mean of predicted - reference
 * @param sdDifference standard deviation of the differences; NaN for one pair
 * @param sdReference standard deviation of the reference, without which no error can be judged
 */
public record ErrorSummary(
    int n,
    double mae,
    double rmse,
    double medianAbsolute,
    double bias,
    double sdDifference,
    double sdReference) {

  /** Summarises at least one pair. */
  public static ErrorSummary of(double[] reference, double[] predicted) {
    Pairs.check(reference, predicted, 1);
    double[] d = new double[reference.length];
    Arrays.setAll(d, i -> predicted[i] - reference[i]);
    double[] abs = Arrays.stream(d).map(Math::abs).toArray();
    double square = Arrays.stream(d).map(x -> x * x).sum() / d.length;
    return new ErrorSummary(
        d.length,
        Pairs.mean(abs),
        Math.sqrt(square),
        Pairs.median(abs),
        Pairs.mean(d),
        Pairs.sd(d),
        Pairs.sd(reference));
  }

  /**
   * {@code 1 - MAE / MAE of a baseline}: 0 is no better than it, 1 is perfect; NaN when the
   * baseline makes no error, as on a constant reference.
   */
  public double skill(ErrorSummary baseline) {
    return baseline.mae == 0 ? Double.NaN : 1 - mae / baseline.mae;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * What many scores come to. Failures are in it, with Dice, IoU and clDice 0 and the whole budget of
 * clicks.
 *
 * @param metric of what
 * @param mean with its interval by patient
 * @param median with its interval by patient
 * @param lowest5 the 5th percentile
 * @param belowHalf share of values below 0.5
 * @param failures scores without an answer
 * @param unknown scores whose number is not known, such as the HD95 of an empty mask: left out of
 *     all the others
 */
public record Summary(
    Metric metric,
    Interval mean,
    Interval median,
    double lowest5,
    double belowHalf,
    int failures,
    int unknown) {

  private static final Interval NOTHING = new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 0);

  /** Sums up scores, of one candidate and one protocol to make sense. */
  public static Summary of(List<CaseScore> scores, Metric metric, Bootstrap bootstrap) {
    int failures = (int) scores.stream().filter(s -> s.failure().isPresent()).count();
    List<CaseScore> known = scores.stream().filter(s -> Double.isFinite(metric.of(s))).toList();
    int unknown = scores.size() - known.size();
    if (known.isEmpty()) {
      return new Summary(metric, NOTHING, NOTHING, Double.NaN, Double.NaN, failures, unknown);
    }
    double[] values = known.stream().mapToDouble(metric::of).toArray();
    String[] groups = known.stream().map(s -> s.subject().group()).toArray(String[]::new);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Summary(
        metric,
        bootstrap.interval(values, groups, Statistic.MEAN),
        bootstrap.interval(values, groups, Statistic.MEDIAN),
        Quantiles.of(sorted, 0.05),
        (double) Arrays.stream(values).filter(v -> v < 0.5).count() / values.length,
        failures,
        unknown);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/** Checks of paired values. */
final class Pairs {
  private Pairs() {}

  static void check(double[] reference, double[] predicted, int least) {
    boolean finite =
        Arrays.stream(reference).allMatch(Double::isFinite)
            && Arrays.stream(predicted).allMatch(Double::isFinite);
    if (reference.length != predicted.length || reference.length < least || !finite) {
      throw new InvalidInputException(
          "paired values",
          "two lists of one length, at least " + least + " finite pairs",
          reference.length + " and " + predicted.length + (finite ? "" : ", some not finite"),
          "leave out what has no value on one side, such as occlusions");
    }
  }

  static void checkFinite(String where, double[] values, int least) {
    if (values.length < least || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          where,
          "at least " + least + " finite values",
          values.length + " values, or some not finite",
          "leave out what has no value");
    }
  }

  /** Whether all values are the same, which sums of squares tell only up to rounding. */
  static boolean constant(double[] v) {
    return Arrays.stream(v).allMatch(x -> x == v[0]);
  }

  static double mean(double[] v) {
    return Arrays.stream(v).average().orElse(Double.NaN);
  }

  /** Sample standard deviation (n - 1). */
  static double sd(double[] v) {
    double m = mean(v);
    double sum = Arrays.stream(v).map(x -> (x - m) * (x - m)).sum();
    return Math.sqrt(sum / (v.length - 1));
  }

  static double median(double[] v) {
    return quantile(v, 0.5);
  }

  /** By linear interpolation between order statistics. */
  static double quantile(double[] v, double p) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}

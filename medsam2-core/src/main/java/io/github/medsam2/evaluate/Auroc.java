// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The area under the receiver operating characteristic. */
public final class Auroc {

  private Auroc() {}

  /**
   * The chance that a positive has a higher score than a negative; equal scores count half.
   *
   * @param scores none of them NaN
   * @param positive as many
   * @return 0 to 1; NaN where all are positive, or none
   */
  public static double of(List<Double> scores, List<Boolean> positive) {
    int n = scores.size();
    if (n != positive.size() || scores.stream().anyMatch(s -> s.isNaN())) {
      throw new InvalidInputException(
          "AUROC", "a number and a class for each", "another", "leave out what is not known");
    }
    List<Integer> order =
        IntStream.range(0, n).boxed().sorted(Comparator.comparing(scores::get)).toList();
    double ranks = 0;
    long positives = 0;
    for (int i = 0; i < n; ) {
      int end = i;
      while (end < n && scores.get(order.get(end)).doubleValue() == scores.get(order.get(i))) {
        end++;
      }
      for (int k = i; k < end; k++) {
        if (positive.get(order.get(k))) {
          ranks += (i + end + 1) / 2.0;
          positives++;
        }
      }
      i = end;
    }
    double pairs = (double) positives * (n - positives);
    return pairs == 0 ? Double.NaN : (ranks - positives * (positives + 1) / 2.0) / pairs;
  }
}

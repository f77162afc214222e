// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finding of stenoses at or above a threshold, both sides measured on the same scale.
 *
 * @param threshold in the unit of the values, for example 50 or 70 percent
 * @param sensitivity found share of the positive
 * @param specificity share of the negative called negative
 * @param ppv share of the called positive that are
 * @param npv share of the called negative that are
 * @param auroc area under the curve of sensitivity against 1 - specificity; ties count half
 * @param auprc area under the curve of precision against recall (average precision)
 */
public record Detection(
    double threshold,
    double sensitivity,
    double specificity,
    double ppv,
    double npv,
    double auroc,
    double auprc) {

  /** Judges at least one pair; a share of nothing is NaN. */
  public static Detection at(double threshold, double[] reference, double[] predicted) {
    Pairs.check(reference, predicted, 1);
    int tp = 0;
    int fp = 0;
    int fn = 0;
    int tn = 0;
    boolean[] positive = new boolean[reference.length];
    for (int i = 0; i < reference.length; i++) {
      positive[i] = reference[i] >= threshold;
      boolean called = predicted[i] >= threshold;
      tp += positive[i] && called ? 1 : 0;
      fn += positive[i] && !called ? 1 : 0;
      fp += !positive[i] && called ? 1 : 0;
      tn += !positive[i] && !called ? 1 : 0;
    }
    return new Detection(
        threshold,
        share(tp, fn),
        share(tn, fp),
        share(tp, fp),
        share(tn, fn),
        auroc(positive, predicted),
        averagePrecision(positive, predicted));
  }

  private static double share(int hit, int miss) {
    return hit + miss == 0 ? Double.NaN : hit / (double) (hit + miss);
  }

  private static double auroc(boolean[] positive, double[] score) {
    double wins = 0;
    int pairs = 0;
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; j < score.length; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          wins += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? Double.NaN : wins / pairs;
  }

  private static double averagePrecision(boolean[] positive, double[] score) {
    int[] order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -score[i]))
            .mapToInt(i -> i)
            .toArray();
    int all = (int) Arrays.stream(order).filter(i -> positive[i]).count();
    double sum = 0;
    int found = 0;
    int foundBefore = 0;
    for (int k = 0; k < order.length; k++) {
      found += positive[order[k]] ? 1 : 0;
      boolean last = k + 1 == order.length;
      if (last || score[order[k]] != score[order[k + 1]]) {
        sum += (found - foundBefore) * (found / (k + 1.0));
        foundBefore = found;
      }
    }
    return all == 0 ? Double.NaN : sum / all;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
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
    if (!Double.isFinite(threshold)) {
      throw new InvalidInputException(
          "detection", "a finite threshold", threshold + "", "50 or 70 percent are usual");
    }
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

  /** By ranks (Mann and Whitney), ties at their middle rank. */
  private static double auroc(boolean[] positive, double[] score) {
    int[] order = order(score);
    double ranks = 0;
    long hits = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int tied = 0;
      while (to < order.length && score[order[to]] == score[order[from]]) {
        tied += positive[order[to++]] ? 1 : 0;
      }
      // The order falls; ranks rise.
      ranks += tied * (order.length - (from + to - 1) / 2.0);
      hits += tied;
      from = to;
    }
    double pairs = (double) hits * (order.length - hits);
    return pairs == 0 ? Double.NaN : (ranks - hits * (hits + 1.0) / 2) / pairs;
  }

  /** Cases by falling score. */
  private static int[] order(double[] score) {
    return IntStream.range(0, score.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -score[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double averagePrecision(boolean[] positive, double[] score) {
    int[] order = order(score);
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

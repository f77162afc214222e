// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a model is as often right as it says.
 *
 * @param bins the reliability diagram: bins of equal width of confidence that hold cases
 * @param ece expected calibration error: mean gap of confidence and accuracy, weighted by cases
 * @param brier mean squared distance of confidence and outcome
 */
public record Reliability(List<Bin> bins, double ece, double brier) {

  private static final int MOST_BINS = 10_000;

  /** Copies the list. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /** One bin of the reliability diagram. */
  public record Bin(int n, double confidence, double accuracy) {}

  /** One point of the coverage curve: accuracy when only the surest share is answered. */
  public record Coverage(double share, double accuracy) {}

  /**
   * Compares confidences with outcomes.
   *
   * @param confidence 0 to 1 for each answer
   * @param correct whether it was right
   * @param binCount the number of bins, 1 to 10000
   */
  public static Reliability of(double[] confidence, boolean[] correct, int binCount) {
    check(confidence, correct);
    if (binCount < 1 || binCount > MOST_BINS) {
      throw new InvalidInputException(
          "reliability",
          "a number of bins from 1 to " + MOST_BINS,
          binCount + " bins",
          "10 or 15 are usual");
    }
    int[] n = new int[binCount];
    double[] sum = new double[binCount];
    double[] right = new double[binCount];
    double brier = 0;
    for (int i = 0; i < confidence.length; i++) {
      int b = Math.min(binCount - 1, (int) (confidence[i] * binCount));
      double outcome = correct[i] ? 1 : 0;
      n[b]++;
      sum[b] += confidence[i];
      right[b] += outcome;
      brier += (confidence[i] - outcome) * (confidence[i] - outcome) / confidence.length;
    }
    List<Bin> bins = new ArrayList<>();
    double ece = 0;
    for (int b = 0; b < binCount; b++) {
      if (n[b] > 0) {
        bins.add(new Bin(n[b], sum[b] / n[b], right[b] / n[b]));
        ece += Math.abs(sum[b] - right[b]) / confidence.length;
      }
    }
    return new Reliability(bins, ece, brier);
  }

  /** Accuracy of the surest 1, 2, ... n answers; equal confidences enter together. */
  public static List<Coverage> coverage(double[] confidence, boolean[] correct) {
    check(confidence, correct);
    List<Integer> order =
        IntStream.range(0, confidence.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -confidence[i]))
            .toList();
    List<Coverage> curve = new ArrayList<>();
    int right = 0;
    for (int k = 0; k < order.size(); k++) {
      right += correct[order.get(k)] ? 1 : 0;
      boolean last = k + 1 == order.size();
      if (last || confidence[order.get(k)] != confidence[order.get(k + 1)]) {
        curve.add(new Coverage((k + 1.0) / order.size(), right / (k + 1.0)));
      }
    }
    return curve;
  }

  private static void check(double[] confidence, boolean[] correct) {
    boolean range = Arrays.stream(confidence).allMatch(c -> c >= 0 && c <= 1);
    if (confidence.length == 0 || confidence.length != correct.length || !range) {
      throw new InvalidInputException(
          "reliability",
          "a confidence of 0 to 1 and an outcome for each answer",
          confidence.length + " and " + correct.length + (range ? "" : ", out of range"),
          "correct the lists");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Counts of (true class, predicted class). Immutable. */
public final class ConfusionMatrix {

  /** How the distance of two ordered classes counts in a kappa. */
  public enum Weights {
    /** Every confusion counts the same: Cohen's kappa. */
    NONE,
    LINEAR,
    QUADRATIC
  }

  private static final int MOST_CLASSES = 1000;

  private final int[][] counts;
  private final int n;

  private ConfusionMatrix(int[][] counts) {
    this.counts = counts;
    this.n = Arrays.stream(counts).mapToInt(r -> Arrays.stream(r).sum()).sum();
  }

  /**
   * Counts at least one case.
   *
   * @param classes the number of classes, 1 to 1000; labels run from 0
   */
  public static ConfusionMatrix of(int classes, int[] truth, int[] predicted) {
    boolean good =
        classes > 0
            && classes <= MOST_CLASSES
            && truth.length == predicted.length
            && truth.length > 0;
    good &=
        IntStream.concat(Arrays.stream(truth), Arrays.stream(predicted))
            .allMatch(c -> c >= 0 && c < classes);
    if (!good) {
      throw new InvalidInputException(
          "confusion matrix",
          "1 to "
              + MOST_CLASSES
              + " classes, and two lists of one length with labels below their number",
          classes + " classes, " + truth.length + " and " + predicted.length + " labels",
          "correct the labels");
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** Cases of a true class that were predicted as another. */
  public int count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** Cases of a true class. */
  public int support(int truth) {
    return Arrays.stream(counts[truth]).sum();
  }

  /** All cases. */
  public int total() {
    return n;
  }

  private int predicted(int c) {
    return Arrays.stream(counts).mapToInt(r -> r[c]).sum();
  }

  /** Share of cases predicted right. */
  public double accuracy() {
    return IntStream.range(0, counts.length).map(c -> counts[c][c]).sum() / (double) n;
  }

  /** Share of the cases of a class that were found; NaN without cases. */
  public double recall(int c) {
    return support(c) == 0 ? Double.NaN : counts[c][c] / (double) support(c);
  }

  /** F1 of a class: 0 when it has cases and none was found; NaN without cases and answers. */
  public double f1(int c) {
    return 2.0 * counts[c][c] / (support(c) + predicted(c));
  }

  /** Mean F1 over the classes that have cases. */
  public double macroF1() {
    return supported().mapToDouble(this::f1).average().orElse(Double.NaN);
  }

  /** Mean recall over the classes that have cases. */
  public double balancedAccuracy() {
    return supported().mapToDouble(this::recall).average().orElse(Double.NaN);
  }

  private IntStream supported() {
    return IntStream.range(0, counts.length).filter(c -> support(c) > 0);
  }

  /** Agreement beyond chance; NaN when chance alone agrees fully. */
  public double kappa(Weights weights) {
    double seen = 0;
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        double w = cost(i, j, weights);
        seen += w * counts[i][j] / n;
        chance += w * support(i) / n * predicted(j) / n;
      }
    }
    return chance == 0 ? Double.NaN : 1 - seen / chance;
  }

  private static double cost(int i, int j, Weights weights) {
    int d = Math.abs(i - j);
    return switch (weights) {
      case NONE -> d == 0 ? 0 : 1;
      case LINEAR -> d;
      case QUADRATIC -> (double) d * d;
    };
  }
}

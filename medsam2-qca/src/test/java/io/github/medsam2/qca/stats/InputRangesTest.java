// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InputRangesTest {
  private static final double[] SAME = {3, 3, 3, 3, 3};
  private static final double[] RISING = {1, 2, 3, 4, 5};

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void fivePairsGetTheIntervalsOfStudentsT() {
    double[] x = {50, 61, 42, 70, 55};
    double[] y = {52, 58, 47, 66, 60};
    BlandAltman b = BlandAltman.of(x, y);
    double t = 2.776445;
    assertThat(b.biasInterval().halfWidth())
        .isCloseTo(t * b.sd() / Math.sqrt(5), within(1e-4 * b.sd()));
    assertThat(b.limitHalfWidth()).isCloseTo(t * b.sd() * Math.sqrt(0.6), within(1e-4 * b.sd()));
    // The limits themselves hold 95 percent of normal differences by definition.
    assertThat(b.upper() - b.bias()).isCloseTo(1.959964 * b.sd(), within(1e-9));
  }

  @Test
  void numbersOfBinsClassesAndCasesHaveRanges() {
    double[] p = {0.5};
    boolean[] right = {true};
    for (int bins : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      refused(() -> Reliability.of(p, right, bins));
    }
    for (int classes : new int[] {0, -1, Integer.MAX_VALUE}) {
      refused(() -> ConfusionMatrix.of(classes, new int[] {0}, new int[] {0}));
    }
    refused(() -> Baselines.constant(RISING, -1));
    refused(() -> Baselines.constant(new double[0], 1));
    refused(() -> Baselines.groupMedian(new double[] {Double.NaN}, List.of("a"), List.of("a")));
    refused(() -> NoiseFloor.secondReader(-1));
    refused(() -> NoiseFloor.perfectModel(Double.NaN));
    refused(() -> Detection.at(Double.NaN, RISING, RISING));
  }

  @Test
  void intervalsAndBandsHaveOrderAndEnds() {
    refused(() -> new Interval(71, 55));
    refused(() -> new Interval(Double.NaN, 1));
    assertThat(new Interval(Double.NaN, Double.NaN).contains(0)).isFalse();
    refused(() -> SeverityBand.of(150));
    refused(() -> SeverityBand.of(Double.NaN));
    refused(() -> SeverityBand.of(Double.NEGATIVE_INFINITY));
    assertThat(SeverityBand.of(99.9)).isEqualTo(SeverityBand.SEVERE);
    assertThat(SeverityBand.of(100)).isEqualTo(SeverityBand.OCCLUDED);
  }

  /** Sums of squares of equal tenths are not zero; nothing may be made of what is left. */
  @Test
  void constantListsGiveNoCoefficient() {
    double[] tenths = new double[7];
    Arrays.fill(tenths, 0.1);
    double[] other = {1, 5, 2, 8, 3, 9, 4};
    assertThat(Correlation.pearson(tenths, other)).isNaN();
    assertThat(Correlation.concordance(tenths, tenths)).isNaN();
    assertThat(BlandAltman.of(tenths, tenths).slope()).isNaN();
    assertThat(BlandAltman.of(tenths, tenths).isProportional()).isFalse();
    assertThat(Icc.twoOne(new double[][] {{0.1, 0.1}, {0.1, 0.1}, {0.1, 0.1}}).value()).isNaN();
    refused(() -> LineFit.deming(SAME, RISING));
    refused(() -> LineFit.deming(SAME, SAME));
    assertThat(LineFit.deming(RISING, SAME).slope()).isZero();
    ErrorSummary perfect = ErrorSummary.of(SAME, SAME);
    assertThat(ErrorSummary.of(SAME, RISING).skill(perfect)).isNaN();
    assertThat(LineFit.passingBablok(new double[] {-4, -3, -2, -1}, new double[] {4, 1, 7, 2}))
        .isNotNull();
  }

  /** 50,000 by 50,000 comparisons: more than an int counts. */
  @Test
  void aHundredThousandPairsAreJudged() {
    int n = 100_000;
    SplittableRandom random = new SplittableRandom(1);
    double[] truth = new double[n];
    double[] found = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = i % 2 == 0 ? 80 : 20;
      found[i] = (i % 2 == 0 ? 40 : 0) + 80 * random.nextDouble();
    }
    // P(U1 + 0.5 > U2) of even numbers.
    assertThat(Detection.at(50, truth, found).auroc()).isCloseTo(0.875, within(0.01));
    LineFit line = LineFit.deming(truth, found);
    assertThat(line.slopeInterval().contains(line.slope())).isTrue();
    assertThat(line.slopeInterval().halfWidth()).isBetween(1e-4, 0.05);
    assertThat(Icc.twoOne(new double[][] {truth, found}).raters()).isEqualTo(n);
    assertThat(Reliability.coverage(Arrays.stream(found).map(v -> v / 200).toArray(), flags(n)))
        .isNotEmpty();
  }

  private static boolean[] flags(int n) {
    boolean[] flags = new boolean[n];
    for (int i = 0; i < n; i += 3) {
      flags[i] = true;
    }
    return flags;
  }
}

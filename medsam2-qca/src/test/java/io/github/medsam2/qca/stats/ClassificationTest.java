// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Vessel;
import io.github.medsam2.qca.anatomy.ViewPrior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassificationTest {
  private static final String COUNTS =
      "1=42 2=126 3=28 4=38 12=87 13=192 14=19 15=55 16=13 18=26 19=65 20=29 21=14 28=14";

  /** A published collection of 748 images by segment. */
  private static List<CassSegment> published() {
    List<CassSegment> all = new ArrayList<>();
    for (String pair : COUNTS.split(" ", -1)) {
      String[] kv = pair.split("=", -1);
      all.addAll(Collections.nCopies(Integer.parseInt(kv[1]), CassSegment.ofCass(kv[0])));
    }
    return all;
  }

  @Test
  void majorityAndArteryOracleScoreThePublishedShares() {
    List<CassSegment> truth = published();
    List<CassSegment> ranking = Baselines.majority(truth);
    assertThat(ranking.get(0)).isEqualTo(CassSegment.MID_LAD);
    SegmentScores majority =
        SegmentScores.of(truth.stream().map(t -> new SegmentScores.Answer(t, ranking)).toList());
    assertThat(majority.top1()).isCloseTo(0.257, within(5e-4));
    SegmentScores oracle =
        SegmentScores.of(
            truth.stream()
                .map(t -> new SegmentScores.Answer(t, best(ranking, t.vessel())))
                .toList());
    assertThat(oracle.top1()).isCloseTo(0.531, within(5e-4));
    assertThat(oracle.artery()).isEqualTo(1);
    assertThat(oracle.treeDistance()).isLessThan(majority.treeDistance());
  }

  private static List<CassSegment> best(List<CassSegment> ranking, Vessel vessel) {
    return ranking.stream().filter(k -> k.vessel() == vessel).toList();
  }

  @Test
  void scoresCountTopAnswersAndSteps() {
    SegmentScores s =
        SegmentScores.of(
            List.of(
                answer(CassSegment.MID_LAD, CassSegment.MID_LAD),
                answer(CassSegment.MID_LAD, CassSegment.PROXIMAL_LAD, CassSegment.MID_LAD),
                answer(CassSegment.MID_LAD, CassSegment.MID_RCA)));
    assertThat(s.top1()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(s.top2()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(s.artery()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(s.treeDistance()).isCloseTo((0 + 1 + 7) / 3.0, within(1e-12));
    assertThat(s.withinOneStep()).isCloseTo(2 / 3.0, within(1e-12));
  }

  private static SegmentScores.Answer answer(CassSegment truth, CassSegment... answers) {
    return new SegmentScores.Answer(truth, List.of(answers));
  }

  @Test
  void viewBaselineAnswersWithASegmentOfTheTreeTheViewShows() {
    assertThat(Baselines.byView(new ViewPrior(), 35, 0).get(0)).isEqualTo(CassSegment.MID_RCA);
    assertThat(Baselines.byView(new ViewPrior(), -30, -25).get(0).tree())
        .isEqualTo(CassSegment.MID_LAD.tree());
  }

  @Test
  void kappaOfTheTextbook() {
    int[] truth = labels(20, 5, 10, 15, 0, 0, 1, 1);
    int[] predicted = labels(20, 5, 10, 15, 0, 1, 0, 1);
    ConfusionMatrix m = ConfusionMatrix.of(2, truth, predicted);
    assertThat(m.kappa(ConfusionMatrix.Weights.NONE)).isCloseTo(0.4, within(1e-12));
    assertThat(m.accuracy()).isEqualTo(0.7);
    assertThat(m.count(1, 0)).isEqualTo(10);
    assertThat(m.total()).isEqualTo(50);
  }

  private static int[] labels(int n0, int n1, int n2, int n3, int a, int b, int c, int d) {
    return IntStream.concat(
            IntStream.concat(repeat(n0, a), repeat(n1, b)),
            IntStream.concat(repeat(n2, c), repeat(n3, d)))
        .toArray();
  }

  private static IntStream repeat(int n, int label) {
    return IntStream.generate(() -> label).limit(n);
  }

  @Test
  void weightedKappaForgivesNeighbours() {
    int[] truth = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
    int[] near = {0, 1, 2, 3, 4, 1, 2, 3, 4, 3};
    ConfusionMatrix m = ConfusionMatrix.of(5, truth, near);
    double plain = m.kappa(ConfusionMatrix.Weights.NONE);
    assertThat(m.kappa(ConfusionMatrix.Weights.LINEAR)).isGreaterThan(plain);
    assertThat(m.kappa(ConfusionMatrix.Weights.QUADRATIC))
        .isGreaterThan(m.kappa(ConfusionMatrix.Weights.LINEAR));
  }

  @Test
  void macroF1LooksOnlyAtClassesWithSupport() {
    ConfusionMatrix m = ConfusionMatrix.of(29, new int[] {0, 0, 1}, new int[] {0, 2, 1});
    assertThat(m.f1(0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(m.macroF1()).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
    assertThat(m.balancedAccuracy()).isCloseTo(0.75, within(1e-12));
    assertThat(m.recall(5)).isNaN();
  }

  @Test
  void reliabilityAndCoverage() {
    double[] confidence = {0.9, 0.9, 0.9, 0.9, 0.3};
    boolean[] correct = {true, true, true, false, false};
    Reliability r = Reliability.of(confidence, correct, 10);
    assertThat(r.bins()).hasSize(2);
    assertThat(r.ece()).isCloseTo((4 * 0.15 + 0.3) / 5, within(1e-12));
    assertThat(r.brier()).isCloseTo((3 * 0.01 + 0.81 + 0.09) / 5, within(1e-12));
    assertThat(Reliability.coverage(confidence, correct))
        .containsExactly(new Reliability.Coverage(0.8, 0.75), new Reliability.Coverage(1, 0.6));
  }

  @Test
  void detectionCountsTheThresholdAsPositive() {
    Detection d = Detection.at(50, new double[] {50, 70, 30, 20}, new double[] {49, 80, 60, 10});
    assertThat(d.sensitivity()).isEqualTo(0.5);
    assertThat(d.specificity()).isEqualTo(0.5);
    assertThat(d.ppv()).isEqualTo(0.5);
    assertThat(d.npv()).isEqualTo(0.5);
    assertThat(d.auroc()).isEqualTo(0.75);
    assertThat(d.auprc()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(Detection.at(90, new double[] {50}, new double[] {50}).sensitivity()).isNaN();
  }

  @Test
  void refusesLabelsOutOfRange() {
    assertThatThrownBy(() -> ConfusionMatrix.of(2, new int[] {2}, new int[] {0}))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Reliability.of(new double[] {1.1}, new boolean[] {true}, 5))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SegmentScores.of(List.of())).isInstanceOf(InvalidInputException.class);
  }
}

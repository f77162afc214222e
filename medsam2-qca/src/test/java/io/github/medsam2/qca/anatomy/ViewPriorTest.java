// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewPriorTest {
  private static final ViewPrior PRIOR = new ViewPrior();

  /** Published weights of section views; another drawing of the same mean heart. */
  @ParameterizedTest
  @CsvSource({
    "-30,-25, 11=91 12=88 13=51 14=59 15=90 29=65 18=95 19=88 20=100 21=98 28=100",
    "0,-30, 11=97 12=48 13=9 14=35 15=54 29=28 19=95 20=79 21=81 28=77",
    "45,-30, 11=37 12=7 13=14 14=51 15=7 16=3 29=9 19=66 20=26 21=44 28=19",
    "40,35, 11=63 12=39 13=76 14=77 15=94 16=96 29=99 19a=22 20=82",
    "30,0, 1=98 2=97 4=40 5=91 7=99",
    "30,25, 1=84 2=73 3=83 4=73 5=95 6=97 7=100",
    "0,30, 1=94 2=62 3=53 4=97 5=65 6=95 7=75"
  })
  void showsSegmentsAsWellAsThePublishedHeart(double primary, double secondary, String weights) {
    for (String w : weights.split(" ", -1)) {
      String[] pair = w.split("=", -1);
      double expected = Double.parseDouble(pair[1]) / 100;
      assertThat(PRIOR.visibility(CassSegment.ofCass(pair[0]), primary, secondary).weight())
          .as("CASS " + pair[0])
          .isCloseTo(expected, within(0.2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-30,-25,.03",
    "45,-30,.01",
    "35,0,.97",
    "-30,0,.70",
    "0,30,.40",
    "30,22,.49",
    "17,4,.79"
  })
  void knowsWhichTreeAViewShows(double primary, double secondary, double right) {
    double sum =
        PRIOR.probabilities(primary, secondary).entrySet().stream()
            .filter(e -> e.getKey().tree() == TreeSide.RIGHT)
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertThat(sum).isCloseTo(right, within(0.02));
  }

  @Property(tries = 30)
  void isADistributionThatExcludesNothing(
      @ForAll @DoubleRange(min = -180, max = 180) double primary,
      @ForAll @DoubleRange(min = -90, max = 90) double secondary) {
    Map<CassSegment, Double> p = PRIOR.probabilities(primary, secondary);
    assertThat(p).hasSize(CassSegment.values().length);
    assertThat(p.values()).allMatch(v -> v > 0);
    assertThat(p.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void flagsTheMidRightArteryInALeftView() {
    assertThat(PRIOR.plausibility(CassSegment.MID_RCA, -30, -25).unusual()).isTrue();
    assertThat(PRIOR.plausibility(CassSegment.MID_LCX, -30, -25).unusual()).isFalse();
  }

  @Test
  void meanHeartHasThePublishedLengths() {
    assertThat(curve(CassSegment.LEFT_MAIN).length()).isCloseTo(12.6, within(1.0));
    assertThat(curve(CassSegment.PROXIMAL_RCA).length()).isCloseTo(33, within(1.0));
    assertThat(curve(CassSegment.MID_RCA).length()).isCloseTo(30, within(1.0));
    assertThat(curve(CassSegment.DISTAL_RCA).length()).isCloseTo(32, within(1.0));
    assertThat(curve(CassSegment.RIGHT_PDA).length()).isCloseTo(59, within(1.0));
    assertThat(curve(CassSegment.MID_LAD).length()).isCloseTo(43, within(3.0));
    assertThat(curve(CassSegment.OM1).length()).isCloseTo(56, within(1.0));
  }

  /** x(mid LAD) - x(circumflex) in mm: +34, +14, -21, -44. */
  @ParameterizedTest
  @CsvSource({"-30,-25,34", "0,0,14", "45,-30,-21", "90,0,-44"})
  void midLadLiesWhereTheSignAuditExpectsIt(double primary, double secondary, double mm) {
    Point3 right = CArm.axes(primary, secondary).right();
    double lad = meanX(curve(CassSegment.MID_LAD), right);
    double lcx =
        (meanX(curve(CassSegment.PROXIMAL_LCX), right) + meanX(curve(CassSegment.MID_LCX), right))
            / 2;
    assertThat(lad - lcx).isCloseTo(mm, within(8.0));
    assertThat(Math.signum(lad - lcx)).isEqualTo(Math.signum(mm));
  }

  private static Curve3 curve(CassSegment segment) {
    return Objects.requireNonNull(CoronaryCurves.mean().get(segment));
  }

  private static double meanX(Curve3 curve, Point3 right) {
    return curve.points().stream().mapToDouble(p -> p.dot(right)).average().orElseThrow();
  }

  @Test
  void auditTellsTheSigns() {
    List<SignAudit.View> rao = Collections.nCopies(6, new SignAudit.View(-30, 300, 150));
    assertThat(SignAudit.of(rao).verdict()).isEqualTo(SignAudit.Verdict.LAO_POSITIVE);
    List<SignAudit.View> exported = Collections.nCopies(6, new SignAudit.View(30, 300, 150));
    assertThat(SignAudit.of(exported).verdict()).isEqualTo(SignAudit.Verdict.RAO_POSITIVE);
    List<SignAudit.View> frontal = Collections.nCopies(9, new SignAudit.View(5, 3, 1));
    assertThat(SignAudit.of(frontal)).isEqualTo(new SignAudit(0, 0, 9));
    assertThat(SignAudit.of(frontal).verdict()).isEqualTo(SignAudit.Verdict.UNCLEAR);
  }
}

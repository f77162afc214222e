// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.evaluate.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {
  private static final PromotionRule RULE =
      new PromotionRule(0.005, 0.005, 0.03, 0.5, 0.01, new Bootstrap(2000, 1, 0.95));
  private static final int PATIENTS = 60;

  /** Two cases of each patient; every fourth patient's are LCX. */
  private static FrozenReport report(double before, IntToDoubleFunction gain) {
    List<FrozenReport.Score> scores = new ArrayList<>();
    for (int i = 0; i < 2 * PATIENTS; i++) {
      int patient = i / 2;
      String stratum = patient % 4 == 0 ? "LCX" : "LAD";
      double after = before + gain.applyAsDouble(patient);
      scores.add(new FrozenReport.Score("c" + i, "p" + patient, stratum, before, after, 3, 2));
    }
    return new FrozenReport("new", "old", scores);
  }

  private static Verdict decide(double before, IntToDoubleFunction gain) {
    return RULE.decide(report(before, gain));
  }

  @Test
  void whatIsSurelyBetterIsPromoted() {
    Verdict v = decide(0.8, patient -> 0.01 + (patient % 2 == 0 ? 0.002 : -0.002));
    assertThat(v.promoted()).isTrue();
    assertThat(v.gain().estimate()).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(v.gain().groups()).isEqualTo(PATIENTS);
  }

  /** The bound is below 0, but above what may be lost, and the gain is worth it. */
  @Test
  void whatIsNotWorseAndGainsIsPromoted() {
    Verdict v = decide(0.8, patient -> 0.006 + (patient % 2 == 0 ? 0.045 : -0.045));
    assertThat(v.gain().low()).isBetween(-0.005, 0.0);
    assertThat(v.promoted()).isTrue();
  }

  @Test
  void whatIsNotShownToBeBetterIsLeft() {
    assertThat(decide(0.8, patient -> 0).promoted()).isFalse();
    assertThat(decide(0.8, patient -> 0.004 + (patient % 2 == 0 ? 0.04 : -0.04)).promoted())
        .isFalse();
    assertThat(decide(0.8, patient -> 0.01 + (patient % 2 == 0 ? 0.3 : -0.3)).promoted()).isFalse();
    assertThat(decide(0.8, patient -> -0.01).promoted()).isFalse();
  }

  @Test
  void aStratumThatLosesStopsIt() {
    Verdict v = decide(0.8, patient -> patient % 4 == 0 ? -0.04 : 0.05);
    assertThat(v.gain().low()).isPositive();
    assertThat(v.promoted()).isFalse();
    assertThat(v.reasons()).anyMatch(r -> r.startsWith("loses in LCX"));
    assertThat(decide(0.8, patient -> patient % 4 == 0 ? -0.02 : 0.05).promoted()).isTrue();
  }

  @Test
  void moreFailuresStopIt() {
    Verdict v = decide(0.52, patient -> patient % 20 == 1 ? -0.03 : 0.05);
    assertThat(v.gain().low()).isPositive();
    assertThat(v.promoted()).isFalse();
    assertThat(v.reasons()).contains("too many more failures");
  }

  @Test
  void reportsAreReadAsTheyWereWritten() {
    FrozenReport report = report(0.8, patient -> patient / 1000.0);
    assertThat(FrozenReport.of(report.bytes())).isEqualTo(report);
  }
}

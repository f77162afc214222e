// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Intervals by patient: what they cover, and what they do not depend on. */
class BootstrapTest {
  private static final Bootstrap FEW = new Bootstrap(400, 7, 0.95);

  /** Values of patients: a share of each patient's own level and noise for each object. */
  private record Cohort(double[] values, String[] groups) {
    static Cohort of(long seed, int patients, int objects, double own, double noise) {
      CounterRandom random = CounterRandom.of(seed);
      int n = patients * objects;
      double[] values = new double[n];
      String[] groups = new String[n];
      for (int i = 0; i < n; i++) {
        int p = i / objects;
        groups[i] = "p" + p;
        values[i] = own * random.split("own").normal(p) + noise * random.split("each").normal(i);
      }
      return new Cohort(values, groups);
    }

    Cohort shuffled(long seed) {
      int[] order = CounterRandom.of(seed).choose(values.length, values.length);
      return new Cohort(
          Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
          Arrays.stream(order).mapToObj(i -> groups[i]).toArray(String[]::new));
    }
  }

  @Property(tries = 20)
  void orderDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int patients) {
    Cohort c = Cohort.of(seed, patients, 3, 1, 1);
    Cohort other = c.shuffled(seed + 1);
    for (Statistic s :
        new Statistic[] {
          Statistic.MEAN, Statistic.MEDIAN, Statistic.MEAN_OF_GROUPS, Statistic.quantile(0.05)
        }) {
      assertThat(FEW.interval(other.values, other.groups, s))
          .isEqualTo(FEW.interval(c.values, c.groups, s));
    }
  }

  @Property(tries = 20)
  void intervalsMoveAndStretchWithTheValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int by) {
    Cohort c = Cohort.of(seed, 6, 2, 1, 1);
    double[] moved = Arrays.stream(c.values).map(v -> 2 * v + by).toArray();
    Interval a = FEW.interval(c.values, c.groups, Statistic.MEDIAN);
    Interval b = FEW.interval(moved, c.groups, Statistic.MEDIAN);
    assertThat(b.low()).isCloseTo(2 * a.low() + by, within(1e-9));
    assertThat(b.high()).isCloseTo(2 * a.high() + by, within(1e-9));
    assertThat(a.low()).isLessThanOrEqualTo(a.high());
  }

  @Test
  void aboutNinetyFiveInAHundredCohortsHoldTheTruth() {
    int held = 0;
    int narrow = 0;
    for (int i = 0; i < 300; i++) {
      Cohort c = Cohort.of(i, 40, 4, 1, 0.5);
      held += FEW.withSeed(i).interval(c.values, c.groups, Statistic.MEAN).excludes(0) ? 0 : 1;
      String[] alone = IntStream.range(0, 160).mapToObj(o -> "o" + o).toArray(String[]::new);
      narrow += FEW.withSeed(i).interval(c.values, alone, Statistic.MEAN).excludes(0) ? 0 : 1;
    }
    assertThat(held).isBetween(270, 297);
    // Objects taken for independent promise too much.
    assertThat(narrow).isLessThan(240);
  }

  @Test
  void statisticsAreThoseOfTheValues() {
    double[] v = {1, 2, 3, 10, 20};
    String[] g = {"a", "a", "a", "b", "b"};
    assertThat(FEW.interval(v, g, Statistic.MEAN).estimate()).isCloseTo(7.2, within(1e-12));
    assertThat(FEW.interval(v, g, Statistic.MEAN_OF_GROUPS).estimate()).isEqualTo(8.5);
    assertThat(FEW.interval(v, g, Statistic.MEDIAN).estimate()).isEqualTo(3);
    assertThat(FEW.interval(v, g, Statistic.quantile(0.125)).estimate()).isEqualTo(1.5);
    assertThat(FEW.interval(v, g, Statistic.quantile(1)).estimate()).isEqualTo(20);
    // Two patients: only a, only b or both are drawn.
    Interval i = FEW.interval(v, g, Statistic.MEAN);
    assertThat(i).isEqualTo(new Interval(i.estimate(), 2, 15, 5, 2));
  }

  @Test
  void onePatientTellsNothingOfOthers() {
    Interval i = FEW.interval(new double[] {1, 2}, new String[] {"a", "a"}, Statistic.MEAN);
    assertThat(i.known()).isFalse();
    assertThat(i.excludes(100)).isFalse();
    assertThat(i.estimate()).isEqualTo(1.5);
  }

  @Test
  void pairsTellSmallDifferencesThatOverlappingIntervalsHide() {
    Cohort c = Cohort.of(3, 30, 2, 1, 0);
    double[] better = new double[c.values.length];
    Arrays.setAll(better, i -> c.values[i] + 0.05 + 0.02 * CounterRandom.of(9).normal(i));
    assertThat(FEW.paired(better, c.values, c.groups, Statistic.MEAN).excludes(0)).isTrue();
    assertThat(FEW.signFlip(better, c.values, c.groups)).isEqualTo(1 / 401.0);
    assertThat(FEW.signFlip(c.values, c.values, c.groups)).isEqualTo(1);
  }

  @Test
  void withoutADifferenceSmallChancesAreAsRareAsTheySay() {
    int below = 0;
    for (int i = 0; i < 300; i++) {
      Cohort c = Cohort.of(1000 + i, 20, 3, 1, 1);
      double[] none = new double[60];
      below += FEW.withSeed(i).signFlip(c.values, none, c.groups) < 0.1 ? 1 : 0;
    }
    assertThat(below).isBetween(15, 48);
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    String[] one = {"a"};
    assertThatThrownBy(() -> FEW.interval(new double[] {Double.NaN}, one, Statistic.MEAN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> FEW.interval(new double[0], new String[0], Statistic.MEAN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> FEW.interval(new double[2], one, Statistic.MEAN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> FEW.paired(new double[1], new double[2], one, Statistic.MEAN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Bootstrap(10, 0, 0.95)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> FEW.withLevel(1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Statistic.quantile(2)).isInstanceOf(InvalidInputException.class);
  }
}

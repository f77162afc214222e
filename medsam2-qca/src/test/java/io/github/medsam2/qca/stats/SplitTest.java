// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static List<GroupSplit.Item> items(int patients, int sites, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GroupSplit.Item> items = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      for (int k = random.nextInt(1, 7); k > 0; k--) {
        items.add(
            new GroupSplit.Item(
                "image" + items.size(), "10" + p % sites + "-" + p, "10" + p % sites));
      }
    }
    return items;
  }

  @Property(tries = 100)
  void noPatientStandsOnTwoSides(
      @ForAll @IntRange(min = 3, max = 60) int patients, @ForAll long seed) {
    List<GroupSplit.Item> items = items(patients, 3, seed);
    GroupSplit split = GroupSplit.byPatient(items, new double[] {0.6, 0.2, 0.2}, seed);
    Set<String> seen = new HashSet<>();
    for (List<GroupSplit.Item> fold : split.folds()) {
      Set<String> own = new HashSet<>(fold.stream().map(GroupSplit.Item::patient).toList());
      own.forEach(p -> assertThat(seen.add(p)).isTrue());
    }
    assertThat(split.folds().stream().mapToInt(List::size).sum()).isEqualTo(items.size());
    assertThat(GroupSplit.byPatient(items, new double[] {0.6, 0.2, 0.2}, seed)).isEqualTo(split);
  }

  @Test
  void foldsHaveAboutTheWantedSizes() {
    List<GroupSplit.Item> items = items(200, 5, 4);
    GroupSplit split = GroupSplit.byPatient(items, new double[] {0.7, 0.3}, 4);
    assertThat(split.folds().get(0).size() / (double) items.size()).isCloseTo(0.7, within(0.02));
    assertThat(split.sizes().get(0).patients() + split.sizes().get(1).patients()).isEqualTo(200);
    assertThat(split.sizes().get(0).sites()).isEqualTo(5);
  }

  @Test
  void refusesAnOverlapMadeByHand() {
    GroupSplit.Item pre = new GroupSplit.Item("a", "p1", "s1");
    GroupSplit.Item post = new GroupSplit.Item("b", "p1", "s1");
    assertThatThrownBy(() -> new GroupSplit(List.of(List.of(pre), List.of(post))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("patient in folds 0 and 1")
        .message()
        .doesNotContain("p1");
    assertThatThrownBy(() -> new GroupSplit(List.of(List.of(pre, pre), List.of(post))))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Where the "patient" is really the site there are too few groups: an error, not a guess. */
  @Test
  void fewerGroupsThanFoldsIsAnError() {
    List<GroupSplit.Item> items =
        List.of(
            new GroupSplit.Item("a", "101", "101"),
            new GroupSplit.Item("b", "101", "101"),
            new GroupSplit.Item("c", "102", "102"));
    assertThatThrownBy(() -> GroupSplit.byPatient(items, new double[] {0.4, 0.3, 0.3}, 1))
        .hasMessageContaining("2 for 3 folds");
    assertThat(GroupSplit.bySite(items, new double[] {0.5, 0.5}, 1).folds()).hasSize(2);
  }

  private record Score(String patient, double value) {}

  /** Ten equal frames of each patient must not make the interval narrower. */
  @Test
  void bootstrapDrawsPatientsNotFrames() {
    List<Score> one = new ArrayList<>();
    List<Score> ten = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(9);
    for (int p = 0; p < 40; p++) {
      double v = random.nextGaussian();
      one.add(new Score("p" + p, v));
      for (int k = 0; k < 10; k++) {
        ten.add(new Score("p" + p, v));
      }
    }
    ClusterBootstrap bootstrap = new ClusterBootstrap(1000, 5);
    Interval a = bootstrap.interval(one, Score::patient, SplitTest::mean);
    Interval b = bootstrap.interval(ten, Score::patient, SplitTest::mean);
    assertThat(b.halfWidth()).isCloseTo(a.halfWidth(), within(1e-9));
    assertThat(a.halfWidth()).isCloseTo(1.96 / Math.sqrt(40), within(0.1));
    assertThat(a.contains(mean(one))).isTrue();
    assertThatThrownBy(() -> bootstrap.interval(one.subList(0, 1), Score::patient, SplitTest::mean))
        .isInstanceOf(InvalidInputException.class);
  }

  private static double mean(List<Score> scores) {
    return scores.stream().mapToDouble(Score::value).average().orElse(Double.NaN);
  }
}

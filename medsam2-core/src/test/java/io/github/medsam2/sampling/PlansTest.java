// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlansTest {

  @Property(tries = 300)
  void plansAreWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int frames) {
    ClipPlan plan = ClipPlan.draw(PromptRecipe.sam2(), frames, CounterRandom.of(seed));
    assertThat(plan).isEqualTo(ClipPlan.draw(PromptRecipe.sam2(), frames, CounterRandom.of(seed)));
    assertThat(plan.order())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, frames).boxed().toList());
    assertThat(plan.order().get(0)).isZero();
    List<Integer> first = plan.order().subList(0, plan.prompts().size());
    assertThat(plan.prompts()).containsOnlyKeys(first);
    List<Integer> rest = plan.order().subList(first.size(), frames);
    assertThat(rest).isSorted();
    if (plan.prompts().containsValue(FirstPrompt.MASK)) {
      assertThat(frames).isGreaterThan(1);
      assertThat(plan.prompts().values()).containsOnly(FirstPrompt.MASK);
      assertThat(plan.corrections()).isEmpty();
    } else {
      assertThat(plan.corrections()).containsKeys(first.toArray(Integer[]::new));
      assertThat(plan.corrections().values()).containsOnly(7);
      assertThat(plan.corrections().size()).isBetween(first.size(), 2);
    }
  }

  private static double share(PromptRecipe recipe, int frames, FirstPrompt kind) {
    int n = 4000;
    long count =
        IntStream.range(0, n)
            .mapToObj(i -> ClipPlan.draw(recipe, frames, CounterRandom.of(i)))
            .filter(plan -> plan.prompts().get(0) == kind)
            .count();
    return count / (double) n;
  }

  @Test
  void firstPromptsHaveTheirShares() {
    assertThat(share(PromptRecipe.sam2(), 8, FirstPrompt.MASK)).isCloseTo(0.5, within(0.03));
    assertThat(share(PromptRecipe.sam2(), 8, FirstPrompt.BOX)).isCloseTo(0.25, within(0.03));
    assertThat(share(PromptRecipe.sam2(), 1, FirstPrompt.CLICK)).isCloseTo(0.5, within(0.03));
    assertThat(share(PromptRecipe.medSam2(), 8, FirstPrompt.CLICK)).isZero();
    assertThat(share(PromptRecipe.medSam2(), 1, FirstPrompt.BOX)).isEqualTo(1);
    assertThat(share(PromptRecipe.small(), 8, FirstPrompt.CLICK)).isCloseTo(0.25, within(0.03));
  }

  /** One or two prompted frames alike; after one, one or two corrected frames alike. */
  @Test
  void framesHaveTheirShares() {
    int[][] count = new int[3][3];
    PromptRecipe points = PromptRecipe.sam2().withFirst(0, 0.5);
    for (int i = 0; i < 4000; i++) {
      ClipPlan plan = ClipPlan.draw(points, 8, CounterRandom.of(i));
      count[plan.prompts().size()][plan.corrections().size()]++;
    }
    assertThat(count[1][1] / 4000.0).isCloseTo(0.25, within(0.03));
    assertThat(count[1][2] / 4000.0).isCloseTo(0.25, within(0.03));
    assertThat(count[2][2] / 4000.0).isCloseTo(0.5, within(0.03));
  }

  @Test
  void fewCorrectionsHaveTheirMean() {
    double mean =
        IntStream.range(0, 8000)
            .map(i -> Corrections.few().draw(CounterRandom.of(i)))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(1.2, within(0.04));
    assertThat(Corrections.exactly(3).draw(i -> 0.999)).isEqualTo(3);
    assertThat(Corrections.exactly(0).draw(i -> 0)).isZero();
  }

  @Test
  void sharesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new Corrections(List.of(0.5, 0.4)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Corrections(List.of(Double.NaN)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Corrections.exactly(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PromptRecipe.sam2().withFirst(1.5, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new JitteredClicks(new CentreClicks(), 0.5, -1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ClipPlan.draw(PromptRecipe.sam2(), 0, CounterRandom.of(1)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Property(tries = 300)
  void windowsBeginWithAnObject(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int available,
      @ForAll @IntRange(min = 1, max = 8) int length,
      @ForAll @IntRange(min = 1, max = 4) int most) {
    CounterRandom r = CounterRandom.of(seed);
    List<BitSet> visible = new ArrayList<>();
    for (int frame = 0; frame < available; frame++) {
      BitSet seen = new BitSet();
      for (int object = 0; object < 6; object++) {
        seen.set(object, r.split(frame).uniform(object) < 0.3);
      }
      visible.add(seen);
    }
    Optional<ClipWindow> drawn = ClipWindow.draw(visible, length, most, 0.5, r);
    if (available < length) {
      assertThat(drawn).isEmpty();
    }
    drawn.ifPresent(
        window -> {
          List<Integer> frames = window.frames();
          assertThat(frames).hasSize(length).allMatch(f -> f >= 0 && f < available);
          int step = length == 1 ? 0 : frames.get(1) - frames.get(0);
          for (int i = 1; i < length; i++) {
            assertThat(Map.entry(i, frames.get(i) - frames.get(i - 1)))
                .isEqualTo(Map.entry(i, step));
          }
          BitSet seen = visible.get(frames.get(0));
          assertThat(window.objects()).hasSize(Math.min(most, seen.cardinality())).isSorted();
          assertThat(window.objects()).allMatch(seen::get).doesNotHaveDuplicates();
        });
  }

  @Test
  void anEmptyCineHasNoWindow() {
    List<BitSet> nothing = List.of(new BitSet(), new BitSet());
    assertThat(ClipWindow.draw(nothing, 2, 3, 0, CounterRandom.of(1))).isEmpty();
    assertThatThrownBy(() -> ClipWindow.draw(nothing, 0, 3, 0, CounterRandom.of(1)))
        .isInstanceOf(InvalidInputException.class);
  }
}

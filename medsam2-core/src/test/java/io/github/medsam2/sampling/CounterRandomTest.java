// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

  /** Runs resumed by a later version must draw the same. */
  @Test
  void numbersStayAsTheyAre() {
    CounterRandom r = CounterRandom.of(42).split(3).split(7).split("box");
    assertThat(CounterRandom.of(0).key()).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(r).isEqualTo(CounterRandom.of(42).split(3).split(7).split("box"));
    assertThat(r).isNotEqualTo(CounterRandom.of(42).split(7).split(3).split("box"));
  }

  @Property(tries = 20)
  void numbersAreUniform(@ForAll long seed) {
    CounterRandom r = CounterRandom.of(seed);
    int n = 20000;
    double[] all = LongStream.range(0, n).mapToDouble(r::uniform).toArray();
    assertThat(Arrays.stream(all)).allMatch(v -> v >= 0 && v < 1);
    assertThat(Arrays.stream(all).average().orElseThrow()).isCloseTo(0.5, within(0.015));
    double product = IntStream.range(1, n).mapToDouble(i -> all[i] * all[i - 1]).sum() / (n - 1);
    assertThat(product).as("neighbours are independent").isCloseTo(0.25, within(0.015));
  }

  @Property(tries = 20)
  void branchesAreIndependent(@ForAll long seed) {
    CounterRandom r = CounterRandom.of(seed);
    int n = 20000;
    double product =
        LongStream.range(0, n)
            .mapToDouble(i -> r.split(i).uniform(0) * r.split(i + 1).uniform(0) * r.uniform(i))
            .average()
            .orElseThrow();
    assertThat(product).isCloseTo(0.125, within(0.01));
  }

  @Property(tries = 10)
  void normalNumbers(@ForAll long seed) {
    CounterRandom r = CounterRandom.of(seed);
    double[] all = LongStream.range(0, 20000).mapToDouble(r::normal).toArray();
    assertThat(Arrays.stream(all).average().orElseThrow()).isCloseTo(0, within(0.04));
    assertThat(Arrays.stream(all).map(v -> v * v).average().orElseThrow())
        .isCloseTo(1, within(0.06));
  }

  @Property(tries = 200)
  void chosenNumbersAreDistinct(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int count,
      @ForAll @IntRange(max = 9) int more) {
    int[] chosen = CounterRandom.of(seed).choose(count, count + more);
    Set<Integer> distinct = new HashSet<>();
    Arrays.stream(chosen).forEach(distinct::add);
    assertThat(distinct).hasSize(count).allMatch(i -> i >= 0 && i < count + more);
  }

  @Test
  void everyPermutationIsAsLikely() {
    int[] first = new int[24];
    for (int seed = 0; seed < 24000; seed++) {
      int[] p = CounterRandom.of(seed).choose(4, 4);
      int rank = p[0] * 6 + rest(p, 1) * 2 + (p[2] > p[3] ? 1 : 0);
      first[rank]++;
    }
    assertThat(Arrays.stream(first)).allMatch(n -> Math.abs(n - 1000) < 160);
  }

  private static int rest(int[] p, int at) {
    return (int) Arrays.stream(p, at + 1, p.length).filter(other -> other < p[at]).count();
  }

  @Test
  void impossibleDrawsAreRefused() {
    CounterRandom r = CounterRandom.of(1);
    assertThatThrownBy(() -> r.below(0, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> r.choose(3, 2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> r.choose(-1, 2)).isInstanceOf(InvalidInputException.class);
  }
}

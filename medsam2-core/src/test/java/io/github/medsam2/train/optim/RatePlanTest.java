// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RatePlanTest {

  /** Rate and decay of every key, against the original's optimiser. */
  @Test
  void ratesOfTheOriginal() throws IOException {
    Set<String> keys = Networks.nano().keys().keySet();
    RatePlan plan = new RatePlan(5e-4, 3e-4, 0.9, 0.1, Schedule.fineTuning(3));
    Function<String, AdamW.Rate> rates = plan.at(keys, 0);
    List<String> lines = Files.readAllLines(SharedData.require("golden/train/adamw_rates.tsv"));
    Set<String> told = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split("\t");
      AdamW.Rate rate = rates.apply(row[0]);
      assertThat(rate.rate()).as(row[0]).isCloseTo(Double.parseDouble(row[1]), within(1e-12));
      assertThat(rate.decay()).as(row[0]).isEqualTo(Double.parseDouble(row[2]));
      told.add(row[0]);
    }
    assertThat(told).hasSize(334);
    assertThat(keys).containsAll(told);
  }

  @Test
  void theTinyTrunk() {
    Set<String> keys = new TreeSet<>(Set.of("image_encoder.trunk.patch_embed.proj.weight"));
    IntStream.range(0, 12)
        .forEach(i -> keys.add("image_encoder.trunk.blocks." + i + ".norm1.weight"));
    Function<String, AdamW.Rate> rates =
        new RatePlan(2, 1, 0.9, 0, Schedule.constant()).at(keys, 7);
    assertThat(rates.apply("image_encoder.trunk.patch_embed.proj.weight").rate())
        .isCloseTo(0.2542, within(5e-5));
    assertThat(rates.apply("image_encoder.trunk.blocks.0.norm1.weight").rate())
        .isCloseTo(0.2824, within(5e-5));
    assertThat(rates.apply("image_encoder.trunk.blocks.11.norm1.weight").rate())
        .isCloseTo(0.9, within(1e-12));
    assertThat(rates.apply("image_encoder.trunk.pos_embed").rate()).isEqualTo(1);
    assertThat(rates.apply("no_mem_embed").rate()).isEqualTo(2);
  }

  @Property(tries = 100)
  void schedulesRiseThenFall(
      @ForAll @LongRange(min = 0, max = 50) long warmUp,
      @ForAll @LongRange(min = 1, max = 200) long after,
      @ForAll @IntRange(min = 0, max = 10) int tenths) {
    double last = tenths / 10.0;
    Schedule s = new Schedule(warmUp, warmUp + after, last);
    assertThat(s.at(warmUp)).isEqualTo(1);
    assertThat(s.at(warmUp + after)).isCloseTo(last, within(1e-12));
    assertThat(s.at(10 * (warmUp + after))).isCloseTo(last, within(1e-12));
    for (long i = 0; i < warmUp + after; i++) {
      assertThat(s.at(i)).isPositive();
      if (i < warmUp) {
        assertThat(s.at(i)).isLessThan(s.at(i + 1));
      } else {
        assertThat(s.at(i)).isGreaterThanOrEqualTo(s.at(i + 1));
      }
    }
  }

  @Test
  void ratesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> RatePlan.constant(Double.NaN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new RatePlan(1, 1, 0, 0, Schedule.constant()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Schedule(5, 5, 0)).isInstanceOf(InvalidInputException.class);
  }
}

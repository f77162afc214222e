// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

  private static Sample sample(String id, String group) {
    SampleObject object = SampleObject.of(Mask.of(2, 1, new byte[] {1, 0}));
    return Sample.of(id, group, Image.gray8(2, 1, new byte[2]), List.of(object));
  }

  private static Set<String> of(SampleSet set, boolean groups) {
    return IntStream.range(0, set.size())
        .mapToObj(i -> groups ? set.group(i) : set.id(i))
        .collect(Collectors.toSet());
  }

  @Property(tries = 100)
  void noPatientIsOnBothSides(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(sample("s" + i, "p" + i / 3));
    }
    Split split = Split.byGroup(SampleSet.of(samples), 0.3, seed);
    Set<String> both = new HashSet<>(of(split.train(), true));
    both.retainAll(of(split.validation(), true));
    assertThat(both).isEmpty();
    assertThat(split.train().size() + split.validation().size()).isEqualTo(count);
    assertThat((double) split.validation().size()).isBetween(0.3 * count - 3, 0.3 * count + 3);
    java.util.Collections.reverse(samples);
    Split reversed = Split.byGroup(SampleSet.of(samples), 0.3, seed);
    assertThat(of(reversed.validation(), false)).isEqualTo(of(split.validation(), false));
  }

  @Test
  void leaksAreRefusedWithoutNames() {
    SampleSet train = SampleSet.of(List.of(sample("a", "Smith"), sample("b", "Jones")));
    assertThatThrownBy(() -> new Split(train, SampleSet.of(List.of(sample("c", "Jones")))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 validation samples")
        .hasMessageNotContaining("Jones");
    assertThatThrownBy(() -> new Split(train, SampleSet.of(List.of(sample("a", "Other")))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Split(SampleSet.of(List.of()), train))
        .isInstanceOf(InvalidInputException.class);
    assertThat(sample("a", "Smith").toString()).doesNotContain("Smith");
  }

  @Test
  void samplesThatAreNoneAreRefused() {
    Image image = Image.gray8(2, 1, new byte[2]);
    SampleObject object = SampleObject.of(Mask.of(1, 2, new byte[] {1, 0}));
    assertThatThrownBy(() -> Sample.of("a", "b", image, List.of(object)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Sample.of("a", "b", image, List.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> sample(" ", "b")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SampleObject.of(Mask.empty(2, 1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> object.withStenosis(120)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void setsStandBesideEachOther() {
    SampleSet set = SampleSet.of(List.of(sample("1", "p"), sample("2", "q"), sample("3", "q")));
    SampleSet both = set.named("a/").and(set.part(1, 3).named("b/"));
    assertThat(both.size()).isEqualTo(5);
    assertThat(both.id(3)).isEqualTo("b/2").isEqualTo(both.get(3).id());
    assertThat(both.group(2)).isEqualTo("a/q").isEqualTo(both.get(2).group());
    new Split(set.named("a/"), set.named("b/"));
    assertThatThrownBy(() -> new Split(set, set)).isInstanceOf(InvalidInputException.class);
  }
}

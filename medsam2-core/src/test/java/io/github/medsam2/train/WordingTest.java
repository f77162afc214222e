// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.WordRecipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static List<SampleObject> objects(String... words) {
    SampleObject o = SampleObject.of(Mask.of(1, 1, new byte[] {1}));
    return Arrays.stream(words).map(w -> o.described(CoronaryPrompt.parse(w))).toList();
  }

  private static List<Wording.Said> drawn(WordRecipe recipe, List<SampleObject> labelled, int ask) {
    Wording wording = new Wording(CoronaryConfig.ALL, recipe);
    List<Wording.Said> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(wording.draw(labelled, labelled.subList(0, ask), CounterRandom.of(i)));
    }
    return all;
  }

  private static Set<String> ways(List<Wording.Said> all) {
    Set<String> ways = new TreeSet<>();
    all.forEach(
        s -> ways.add(String.join(" | ", s.words().stream().map(Description::render).toList())));
    return ways;
  }

  /** The artery is said of one object only, so it is said of none. */
  @Test
  void allObjectsAreDescribedAlike() {
    List<SampleObject> two = objects("CASS 1, RCA, RAO 30", "CASS 13, RAO 30");
    assertThat(ways(drawn(new WordRecipe(1, 0, 0), two, 2)))
        .containsExactly("CASS 1 | CASS 13", "CASS 1, RAO 30 | CASS 13, RAO 30", "RAO 30 | RAO 30");
  }

  /** Neither a view nor an artery with two labelled segments says which is meant. */
  @Test
  void wordsAloneFitOneObject() {
    List<SampleObject> three = objects("CASS 12, LAD", "CASS 13, LAD", "CASS 18, LCX");
    assertThat(ways(drawn(new WordRecipe(0, 1, 0), three, 1)))
        .containsExactly("CASS 12", "CASS 12, LAD");
    assertThat(ways(drawn(new WordRecipe(0, 1, 0), objects("CASS 1, LAO 45"), 1)))
        .containsExactly("CASS 1", "CASS 1, LAO 45");
    List<Wording.Said> none = drawn(new WordRecipe(0, 1, 0), objects("LAO 45"), 1);
    assertThat(none).noneMatch(Wording.Said::alone).allMatch(s -> s.words().isEmpty());
  }

  @Test
  void sharesAreKept() {
    List<Wording.Said> all =
        drawn(new WordRecipe(0.25, 0.25, 0.5), objects("CASS 1, LAO 45", "CASS 2, LAO 45"), 2);
    assertThat(all.stream().filter(Wording.Said::alone).count()).isBetween(35L, 65L);
    assertThat(all.stream().filter(s -> s.words().isEmpty()).count()).isBetween(80L, 120L);
    assertThat(all.stream().filter(s -> s.lasting().isPresent()).count()).isBetween(90L, 160L);
    assertThat(drawn(WordRecipe.NONE, objects("SYNTAX 1"), 1))
        .containsOnly(new Wording.Said(List.of(), false, java.util.Optional.empty()));
  }

  @Test
  void whatTheNetworkDoesNotUnderstandIsRefused() {
    assertThatThrownBy(() -> drawn(WordRecipe.few(), objects("SYNTAX 9a"), 1))
        .isInstanceOf(UnsupportedPromptException.class)
        .hasMessageContaining("CASS");
    assertThatThrownBy(() -> new WordRecipe(0.6, 0.6, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new WordRecipe(0, 0, Double.NaN))
        .isInstanceOf(InvalidInputException.class);
  }
}

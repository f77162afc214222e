// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects asked for by their names. */
class WordsProtocolTest {
  private static final Mask LEFT = Robots.rectangle(4, 4, 10, 20);
  private static final Mask MIDDLE = Robots.rectangle(20, 4, 10, 20);
  private static final Mask RIGHT = Robots.rectangle(36, 4, 10, 20);

  private static SampleObject called(Mask mask, String words) {
    SampleObject plain = SampleObject.of(mask);
    return words.isEmpty() ? plain : plain.described(CoronaryPrompt.parse(words));
  }

  private static SampleSet cases(String left, String middle, String right) {
    Sample image = Robots.sample("a", "p", LEFT, MIDDLE, RIGHT);
    List<SampleObject> objects =
        List.of(called(LEFT, left), called(MIDDLE, middle), called(RIGHT, right));
    return SampleSet.of(List.of(new Sample("a", "p", image.frames(), objects)));
  }

  /** Knows where CASS 6 lies, and nothing else by name. */
  private static Segmenter knowing() {
    return new Robots.Answering(
        p -> {
          String said = p.description().orElseThrow().render();
          if (!said.contains("CASS 6")) {
            throw new IllegalStateException("never heard of " + said);
          }
          return p.box().isPresent() ? LEFT : LEFT.union(MIDDLE);
        });
  }

  @Test
  void theNamedAreAskedForByNameWithABoxAndWithout() {
    ComparisonResult r =
        Comparison.of(cases("CASS 6", "RAO 30", "CASS 7"))
            .candidate("one", knowing())
            .protocols(Protocol.words(), Protocol.boxAndWords())
            .run();
    List<CaseScore> words = r.scores("one", Protocol.words());
    assertThat(words).extracting(s -> s.subject().object()).containsExactly(0, 2);
    assertThat(words.get(0).scores().dice()).isEqualTo(2.0 / 3);
    assertThat(words.get(1).failure()).contains("never heard of CASS 7");
    assertThat(r.scores("one", Protocol.boxAndWords()).get(0).scores().dice()).isEqualTo(1);
    assertThat(r.toString()).contains("words", "box-words");
  }

  @Test
  void aNameTwoShareDoesNotDoAlone() {
    ComparisonResult r =
        Comparison.of(cases("CASS 6", "CASS 6", ""))
            .candidate("one", knowing())
            .protocols(Protocol.words(), Protocol.boxAndWords())
            .run();
    assertThat(r.scores("one", Protocol.words())).isEmpty();
    assertThat(r.scores("one", Protocol.boxAndWords())).hasSize(2);
  }
}

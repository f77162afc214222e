// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.error.MedSam2Exception;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoronaryPromptPropertiesTest {

  @Property(tries = 200)
  void readsEverySpellingOfAView(
      @ForAll @IntRange(min = 1, max = 90) int p,
      @ForAll @IntRange(min = 1, max = 90) int s,
      @ForAll("sides") Word side,
      @ForAll("tilts") Word tilt,
      @ForAll("seeds") int seed,
      @ForAll("separators") String separator) {
    String first = pick(side, seed);
    String second = pick(tilt, seed);
    ViewAngle expected = ViewAngle.of(side == Word.LAO ? p : -p, tilt == Word.CRANIAL ? s : -s);
    for (String text :
        new String[] {
          first + p + second + s,
          first + " " + p + separator + second + " " + s + "°",
          p + first + separator + s + second,
          second.toUpperCase(Locale.ROOT) + s + separator + first.toUpperCase(Locale.ROOT) + p
        }) {
      assertThat(ViewAngle.parse(text)).as(text).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<Word> sides() {
    return Arbitraries.of(Word.LAO, Word.RAO);
  }

  @Provide
  Arbitrary<Word> tilts() {
    return Arbitraries.of(Word.CRANIAL, Word.CAUDAL);
  }

  @Provide
  Arbitrary<Integer> seeds() {
    return Arbitraries.integers().between(0, 1000);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of(" ", ",", ";", "/", "+ ", "_", " - ", ", ");
  }

  private static String pick(Word word, int seed) {
    return word.phrases().get(seed % word.phrases().size());
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryIdOfAScheme(SegmentScheme scheme) {
    long read =
        IntStream.rangeClosed(0, 99)
            .boxed()
            .flatMap(n -> Stream.of(n + "", n + "a", n + "b", n + "c"))
            .filter(id -> reads(scheme, id))
            .count();
    assertThat(read)
        .isEqualTo(
            switch (scheme) {
              case CASS -> 39;
              case SYNTAX -> 25;
              case SCCT -> 18;
              case AHA -> 15;
            });
  }

  private static boolean reads(SegmentScheme scheme, String id) {
    try {
      SegmentReference read = CoronaryPrompt.parse(scheme + " " + id).segment().orElseThrow();
      assertThat(read.render()).isEqualTo(scheme + " " + id);
      return true;
    } catch (MedSam2Exception refused) {
      return false;
    }
  }

  @Test
  void everyArteryHasItsNameAmongTheWords() {
    for (Artery artery : Artery.values()) {
      for (String phrase : Word.valueOf(artery.name()).phrases()) {
        assertThat(CoronaryPrompt.parse("RAO 30 " + phrase).artery()).contains(artery);
      }
    }
  }

  @Property(tries = 200)
  void aPromptReadsAsWhatItRenders(
      @ForAll @IntRange(min = 1, max = 29) int id,
      @ForAll @IntRange(min = -180, max = 180) int p,
      @ForAll @IntRange(min = -90, max = 90) int s) {
    CoronaryPrompt prompt =
        CoronaryPrompt.of(SegmentScheme.CASS.segment(id + ""), ViewAngle.of(p, s));
    assertThat(CoronaryPrompt.parse(prompt.render())).isEqualTo(prompt);
  }

  @Property(tries = 200)
  void neverFailsInAnotherWay(@ForAll("fragments") String text) {
    try {
      CoronaryPrompt read = CoronaryPrompt.parse(text, AngleConvention.DICOM);
      assertThat(CoronaryPrompt.parse(read.render()).render()).isEqualTo(read.render());
    } catch (MedSam2Exception refused) {
      assertThat(refused).hasMessageContaining("expected");
    }
  }

  @Provide
  Arbitrary<String> fragments() {
    Arbitrary<String> words = Arbitraries.of(Word.values()).map(w -> w.phrases().get(0));
    Arbitrary<String> numbers = Arbitraries.integers().between(-200, 200).map(String::valueOf);
    Arbitrary<String> rest =
        Arbitraries.of(" ", " ", "/", "-", ".", "°", "a", "\n", "é", "#", "1e9");
    return Arbitraries.oneOf(words, numbers, rest).list().ofMaxSize(9).map(l -> String.join("", l));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts as clinicians of several languages write them, with what their keyboards make of it. */
class PlainTextTest {
  private static final List<String> BLANKS =
      List.of(" ", "\u00a0", "\u2009", "\u202f", "\u3000", "\u200b", "\u2028", "\t");
  private static final List<String> DASHES =
      List.of("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\ufe63", "\uff0d");
  private static final List<String> DEGREES =
      List.of(
          "",
          "\u00b0",
          "\u00ba",
          "\u02da",
          "\u2218",
          "\u2070",
          " deg",
          " degrees",
          " Grad",
          " degr\u00e9s",
          " grados");
  private static final char[] ZEROS = {'0', '\uff10', '\u0660', '\u0966'};

  @Property(tries = 300)
  void anyTypographyIsTheSameView(
      @ForAll @IntRange(min = 0, max = 90) int p,
      @ForAll @IntRange(min = 0, max = 45) int s,
      @ForAll("blanks") String blank,
      @ForAll("dashes") String dash,
      @ForAll("degrees") String degree,
      @ForAll @IntRange(min = 0, max = 3) int digits) {
    String a = digits(p, ZEROS[digits]);
    String b = digits(s, ZEROS[digits]);
    ViewAngle expected = ViewAngle.of(p, -s);
    for (String text :
        new String[] {
          "LAO" + blank + a + degree + blank + "CAUDAL" + blank + b + degree,
          "LAO" + dash + a + degree + " " + dash + " CAUDAL" + dash + b + degree,
          "\uff2c\uff21\uff2f" + a + degree + "\uff0c" + "caud" + blank + b + degree,
          "view: LAO at " + a + degree + " and (caudal " + b + degree + ")."
        }) {
      assertThat(ViewAngle.parse(text)).as(text).isEqualTo(expected);
    }
    assertThat(ViewAngle.parse(a + degree + "/" + dash + b + degree, AngleConvention.DICOM))
        .isEqualTo(expected);
  }

  private static String digits(int number, char zero) {
    return Integer.toString(number)
        .chars()
        .mapToObj(c -> Character.toString(c - '0' + zero))
        .reduce("", String::concat);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of(BLANKS);
  }

  @Provide
  Arbitrary<String> dashes() {
    return Arbitraries.of(DASHES);
  }

  @Provide
  Arbitrary<String> degrees() {
    return Arbitraries.of(DEGREES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the left main in LAO 45 view | LM | 45 | 0",
        "Hauptstamm in der LAO 45 Projektion | LM | 45 | 0",
        "RIVA, RAO 30\u00b0 kranial 20\u00b0 | LAD | -30 | 20",
        "RCX bei RAO 20 Grad und kaudal 25 Grad | LCX | -20 | -25",
        "rechte Koronararterie, LAO 40 | RCA | 40 | 0",
        "l\u2019IVA en OAD 30 et cr\u00e2nial 20 | LAD | -30 | 20",
        "art\u00e8re circonflexe, incidence OAD 20, caudale 20 | LCX | -20 | -20",
        "coronaire droite en OAG 45 | RCA | 45 | 0",
        "tronc commun, profil gauche | LM | 90 | 0",
        "la arteria descendente anterior en OAD 30, craneal 20 | LAD | -30 | 20",
        "arteria coronaria derecha con OAI 45 | RCA | 45 | 0",
        "circunfleja, oblicua anterior derecha 20, caudal 20 | LCX | -20 | -20",
        "left anterior descending coronary artery, AP cranial 30 | LAD | 0 | 30",
        "tronco com\u00fan izquierdo, ara\u00f1a 50 | none | 0 | 0",
      })
  void readsFourLanguages(String text, String artery, double primary, double secondary) {
    if (artery.equals("none")) {
      assertThatThrownBy(() -> CoronaryPrompt.parse(text)).hasMessageContaining("position");
      return;
    }
    CoronaryPrompt p = CoronaryPrompt.parse(text);
    assertThat(p.artery()).contains(Artery.valueOf(artery));
    assertThat(p.view()).contains(ViewAngle.of(primary, secondary));
    assertThat(p.text()).isEqualTo(text);
    assertThat(CoronaryPrompt.parse(Normalizer.normalize(text, Normalizer.Form.NFD)).view())
        .isEqualTo(p.view());
  }

  @ParameterizedTest
  @CsvSource({
    "CASS n\u00ba 13",
    "CASS n\u00b013",
    "CASS n.\u00ba 13",
    "CASS Nr. 13",
    "CASS \uff11\uff13",
    "segment CASS: 13"
  })
  void readsSignsOfNumbers(String text) {
    if (text.startsWith("segment")) {
      assertThatThrownBy(() -> CoronaryPrompt.parse(text)).hasMessageContaining("scheme");
      return;
    }
    assertThat(CoronaryPrompt.parse(text).segment()).contains(SegmentScheme.CASS.segment("13"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RAO 30 cuadal 25 | 7 | 6 | caudal",
        "CASS 13, cranail 20 | 9 | 7 | cranial",
        "cirumflex | 0 | 9 | circumflex",
        "RAO 30 Doe | 7 | 3 | none",
        "im\u00a0Hauptstam | 0 | 2 | none",
      })
  void saysWhichWordIsUnknownAndWhatIsCloseToIt(String text, int at, int length, String close) {
    UnknownWordException e =
        catchThrowableOfType(UnknownWordException.class, () -> CoronaryPrompt.parse(text));
    assertThat(e.position()).isEqualTo(at);
    assertThat(e.length()).isEqualTo(length);
    assertThat(e.close().orElse("none")).isEqualTo(close);
    assertThat(e).hasMessageContaining("position " + at).hasMessageNotContaining("Doe");
  }

  @Property(tries = 300)
  void keepsEveryCharacterAtItsPlace(@ForAll String text) {
    String plain = PlainText.of(text);
    assertThat(plain).hasSameSizeAs(Normalizer.normalize(text, Normalizer.Form.NFC));
    assertThat(PlainText.of(plain)).isEqualTo(plain);
  }

  @Test
  void noNameHoldsAWordThatSaysNothing() {
    for (Word word : Word.values()) {
      for (String phrase : word.phrases()) {
        assertThat(PlainText.of(phrase)).isEqualTo(phrase);
      }
    }
  }
}

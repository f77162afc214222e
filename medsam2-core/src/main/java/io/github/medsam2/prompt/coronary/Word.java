// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words of the text grammar, one row each with every way to write it, in the letters of {@link
 * PlainText}.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
enum Word {
  LAO(
      "lao",
      "left anterior oblique",
      "oag",
      "oai",
      "oas",
      "oblique anterieure gauche",
      "oblicua anterior izquierda",
      "links anterior oblique"),
  RAO(
      "rao",
      "right anterior oblique",
      "oad",
      "oblique anterieure droite",
      "oblicua anterior derecha",
      "rechts anterior oblique"),
  FRONTAL("ap", "pa", "frontal", "frontale", "anteroposterior", "antero posterior"),
  LATERAL("lat", "lateral", "laterale", "profil", "seitlich"),
  LEFT_LATERAL(
      "left lateral",
      "ll",
      "profil gauche",
      "lateral izquierda",
      "lateral izquierdo",
      "links lateral"),
  RIGHT_LATERAL(
      "right lateral", "profil droit", "lateral derecha", "lateral derecho", "rechts lateral"),
  CRANIAL("cra", "cran", "cr", "cranial", "cephalad", "cephalic", "kranial", "craniale", "craneal"),
  CAUDAL("cau", "caud", "cd", "caudal", "kaudal", "caudale"),
  STRAIGHT("straight"),
  SPIDER("spider", "spinne", "araignee", "arana"),
  CASS("cass", "bari"),
  SYNTAX("syntax"),
  SCCT("scct"),
  AHA("aha", "aha acc", "acc aha"),
  SEGMENT("segment", "segmento", "seg", "no", "nr", "num", "number", "nummer", "numero", "#"),
  LCA(Artery.LCA),
  RCA(Artery.RCA),
  LM(Artery.LM),
  LAD(Artery.LAD),
  LCX(Artery.LCX);

  private static final Map<String, Word> BY_PHRASE = byPhrase();

  /** The number of single words in the longest phrase. */
  static final int LONGEST =
      BY_PHRASE.keySet().stream().mapToInt(p -> p.split(" ", -1).length).max().orElse(1);

  private final List<String> phrases;

  Word(String... phrases) {
    this.phrases = List.of(phrases);
  }

  Word(Artery artery) {
    this.phrases = artery.names();
  }

  private static Map<String, Word> byPhrase() {
    Map<String, Word> words = new HashMap<>();
    for (Word word : values()) {
      word.phrases.forEach(phrase -> words.put(phrase, word));
    }
    return Map.copyOf(words);
  }

  List<String> phrases() {
    return phrases;
  }

  static Optional<Word> of(String phrase) {
    return Optional.ofNullable(BY_PHRASE.get(phrase));
  }

  /** The single words of all phrases. */
  static List<String> single() {
    return Arrays.stream(values())
        .flatMap(word -> word.phrases.stream())
        .flatMap(phrase -> Stream.of(phrase.split(" ", -1)))
        .distinct()
        .toList();
  }
}

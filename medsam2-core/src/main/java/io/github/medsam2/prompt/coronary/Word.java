// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words of the text grammar, one row each with every way to write it, in lower case. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
enum Word {
  LAO("lao", "left anterior oblique", "oag", "oai", "oas"),
  RAO("rao", "right anterior oblique", "oad"),
  FRONTAL("ap", "pa", "frontal"),
  LATERAL("lat", "lateral"),
  LEFT_LATERAL("left lateral", "ll"),
  RIGHT_LATERAL("right lateral"),
  CRANIAL("cra", "cran", "cr", "cranial", "cephalad", "cephalic", "kranial"),
  CAUDAL("cau", "caud", "cd", "caudal", "kaudal"),
  STRAIGHT("straight"),
  SPIDER("spider"),
  CASS("cass", "bari"),
  SYNTAX("syntax"),
  SCCT("scct", "aha"),
  SEGMENT("segment", "seg", "no", "#"),
  LCA("lca", "left coronary", "left coronary artery"),
  RCA("rca", "right coronary", "right coronary artery"),
  LM("lm", "lmca", "left main", "left main stem"),
  LAD("lad", "left anterior descending", "left anterior descending artery"),
  LCX("lcx", "cx", "circumflex", "left circumflex", "left circumflex artery");

  /** The number of single words in the longest phrase. */
  static final int LONGEST = 4;

  private final List<String> phrases;

  Word(String... phrases) {
    this.phrases = List.of(phrases);
  }

  List<String> phrases() {
    return phrases;
  }

  static Optional<Word> of(String phrase) {
    return Arrays.stream(values()).filter(w -> w.phrases.contains(phrase)).findFirst();
  }
}

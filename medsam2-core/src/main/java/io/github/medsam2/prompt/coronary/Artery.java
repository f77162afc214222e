// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import java.util.List;

/** A coronary artery or tree as a text prompt may name it beside, or instead of, a segment. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
public enum Artery {
  /** The whole left coronary tree. */
  LCA(
      "lca",
      "left coronary",
      "acg",
      "aci",
      "coronaire gauche",
      "coronaria izquierda",
      "linke koronararterie",
      "linke kranzarterie"),
  /** The right coronary artery. */
  RCA(
      "rca",
      "right coronary",
      "acd",
      "coronaire droite",
      "coronaria derecha",
      "rechte koronararterie",
      "rechte kranzarterie"),
  /** The left main stem. */
  LM(
      "lm",
      "lmca",
      "left main",
      "left main stem",
      "lmt",
      "lms",
      "left main trunk",
      "left main coronary",
      "hauptstamm",
      "linker hauptstamm",
      "tronc commun",
      "tronc commun gauche",
      "tcg",
      "tci",
      "tronco",
      "tronco comun",
      "tronco comun izquierdo",
      "tronco coronario izquierdo",
      "tronco izquierdo"),
  /** The left anterior descending artery. */
  LAD(
      "lad",
      "left anterior descending",
      "left anterior descending coronary",
      "anterior descending",
      "riva",
      "iva",
      "ada",
      "interventriculaire anterieure",
      "descendente anterior",
      "ramus interventricularis anterior"),
  /** The left circumflex artery. */
  LCX(
      "lcx",
      "cx",
      "circumflex",
      "left circumflex",
      "left circumflex coronary",
      "rcx",
      "circ",
      "acx",
      "cfx",
      "circonflexe",
      "circunfleja",
      "zirkumflex",
      "ramus circumflex",
      "ramus circumflexus");

  private final List<String> names;

  Artery(String... names) {
    this.names = List.of(names);
  }

  /**
   * What clinicians call it in English, German, French and Spanish, in the letters of {@link
   * PlainText}, without the word artery; the first is the abbreviation.
   */
  public List<String> names() {
    return names;
  }
}

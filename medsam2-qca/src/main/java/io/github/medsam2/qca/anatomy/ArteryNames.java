// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What clinicians of several languages call arteries and views, and how the grammar of prompts
 * writes the same; a word that says nothing is written as blanks. Names are in plain letters.
 */
final class ArteryNames {
  /** How the grammar writes it, then what else is said. */
  private static final String[][] SAID = {
    {"lm", "lmt", "lms", "left main trunk", "left main coronary artery", "linker hauptstamm"},
    {"lm", "hauptstamm", "tronc commun", "tronc commun gauche", "tcg", "tci", "tronco"},
    {"lm", "tronco comun", "tronco coronario izquierdo", "tronco izquierdo"},
    {"lad", "riva", "iva", "ada", "interventriculaire anterieure", "descendente anterior"},
    {"lad", "ramus interventricularis anterior", "arteria descendente anterior"},
    {"lad", "artere interventriculaire anterieure", "left anterior descending coronary artery"},
    {"lcx", "rcx", "circ", "acx", "cfx", "circonflexe", "circunfleja", "ramus circumflexus"},
    {"lcx", "artere circonflexe", "arteria circunfleja", "zirkumflex", "circumflex artery"},
    {"lcx", "ramus circumflex", "left circumflex coronary artery"},
    {"rca", "acd", "coronaire droite", "artere coronaire droite", "coronaria derecha"},
    {"rca", "arteria coronaria derecha", "rechte koronararterie", "rechte kranzarterie"},
    {"lca", "acg", "aci", "coronaire gauche", "coronaria izquierda", "linke koronararterie"},
    {"", "view", "views", "projection", "incidence", "vue", "ansicht", "projektion"},
    {"", "proyeccion", "angulation", "artery", "segment of"},
  };

  private static final Map<String, String> WRITTEN = written();
  private static final Pattern NAME =
      Pattern.compile(
          WRITTEN.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(name -> name.replace(" ", "[\\s_-]+"))
              .collect(Collectors.joining("|", "(?<![\\p{L}\\d])(?:", ")(?![\\p{L}\\d])")));

  private ArteryNames() {}

  private static Map<String, String> written() {
    Map<String, String> all = new TreeMap<>();
    for (String[] row : SAID) {
      Arrays.stream(row).skip(1).forEach(name -> all.put(name, row[0]));
    }
    return all;
  }

  /** All names, of one artery each, by how the grammar writes it. */
  static List<String> of(String artery) {
    return WRITTEN.entrySet().stream()
        .filter(e -> e.getValue().equals(artery))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A plain text in the words of the grammar; every other character stays at its place. */
  static String rewrite(String plain) {
    Matcher m = NAME.matcher(plain);
    StringBuilder out = new StringBuilder(plain);
    while (m.find()) {
      String word = WRITTEN.getOrDefault(m.group().replaceAll("[\\s_-]+", " "), "");
      int length = m.end() - m.start();
      out.replace(m.start(), m.end(), word + " ".repeat(length - word.length()));
    }
    return out.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of coronary segments in texts, each with the segments it may mean: one, or several for
 * a name that is not complete, such as "PDA", which may be the right or the left one. The left main
 * is missing: it is an artery of its own, and its name that of the artery.
 */
final class SegmentNames {
  /** CASS ids, then names; a blank in a name stands for blanks, dots and dashes, or nothing. */
  private static final String[][] NAMED = {
    {"1a", "ostial rca", "rca ostium"},
    {"11a", "ostial lm", "lm ostium", "ostial left main", "left main ostium", "ostial lmt"},
    {"11", "distal lm", "mid lm", "prox lm", "proximal lm", "lm distal", "lm mid", "lm proximal"},
    {"11", "distal left main", "mid left main", "proximal left main", "distal hauptstamm"},
    {"11", "distaler hauptstamm", "tronc commun distal", "tronco distal", "distal lmt"},
    {"12", "ostial lad", "lad ostium", "ostiale riva", "iva ostiale", "ostial iva"},
    {"18", "ostial lcx", "ostial circumflex", "ostial cx", "lcx ostium", "ostial circ"},
    {"4", "right pda", "right posterior descending", "rpd", "right ivp", "right dp"},
    {"27", "left pda", "left posterior descending", "lpd", "left ivp", "left dp"},
    {
      "4 27",
      "pda",
      "posterior descending",
      "pd",
      "dp",
      "ivp",
      "rivp",
      "adp",
      "descendente posterior"
    },
    {"4 27", "interventriculaire posterieure", "ramus interventricularis posterior"},
    {"4 27", "interventricular posterior", "arteria descendente posterior"},
    {"5", "rpls", "right posterior av", "right posterior atrioventricular", "retroventriculaire"},
    {"23", "left av", "left atrioventricular", "av groove", "av groove circumflex"},
    {"9", "inferior septal", "posterior descending septal"},
    {"17", "septal 1", "first septal", "1st septal", "premiere septale", "primera septal"},
    {"9 17", "septal", "septal perforator", "septale", "septalast"},
    {"10", "acute marginal", "rv branch", "rvb", "rv marginal", "right ventricular branch"},
    {"10", "marginale droite", "marginal derecha", "marginal aguda", "ramus ventricularis dexter"},
    {"10 20 21 22", "marginal", "marginale", "marginalast"},
    {"28", "ramus", "intermediate", "intermedius", "ramus intermediate", "rim", "im"},
    {"28", "intermediaire", "bissectrice", "bisectriz", "ramo intermedio", "intermedio"},
    {"28", "artere intermediaire", "intermediarast"},
  };

  /** CASS ids of the proximal, mid and distal part, then names of the artery they are cut from. */
  private static final String[][] PARTS = {
    parts("1 2 3", "rca", "right coronary", "right coronary artery", "cd"),
    parts("12 13 14", "lad", "left anterior descending", "left anterior descending artery", "da"),
    parts("18 19 19a", "lcx", "cx", "circumflex", "left circumflex", "left circumflex artery"),
  };

  private static final String[][] PLACES = {
    {"p", "prox", "proximal", "proximale", "proximaler", "proximales"},
    {"m", "mid", "middle", "medial", "mittlere", "mittlerer", "moyenne", "moyen", "media", "medio"},
    {"d", "dist", "distal", "distale", "distaler", "distales"}
  };

  /** CASS ids of the first, second and third branch, then names without the count. */
  private static final String[][] BRANCHES = {
    {"15 16 29", "d", "diag", "diagonal", "diagonale", "diagonalast", "dg", "rd"},
    {"15 16 29", "ramus diagonalis", "diagonalis", "diagonal branch"},
    {"20 21 22", "om", "obtuse marginal", "marginal obtusa", "obtusa marginal", "rm", "mo"},
    {"20 21 22", "marginale gauche", "ramus marginalis", "omb"},
    {"6 7 8", "rpl", "right posterolateral", "rplb", "r plb", "rplv", "r plv", "right plb"},
    {"24 25 26", "lpl", "left posterolateral", "lplb", "l plb", "lplv", "l plv", "left plb"},
    {"6 7 8 24 25 26", "pl", "plv", "plb", "posterolateral", "posterolaterale"},
  };

  /** Counted, the marginal branches of the left tree; those of the right are not counted. */
  private static final String[][] COUNTED = {
    {"20 21 22", "m", "marginal", "marginale", "marginalast"},
  };

  private static final String[][] COUNTS = {
    {"1", "first", "1st", "1ere", "premiere", "primera", "erste", "erster"},
    {"2", "second", "2nd", "2eme", "deuxieme", "segunda", "zweite", "zweiter"},
    {"3", "third", "3rd", "3eme", "troisieme", "tercera", "dritte", "dritter"}
  };

  private static final String GAP = "[\\s._-]*";

  private static final Map<String, List<CassSegment>> MEANINGS = meanings();

  private static final Map<String, List<CassSegment>> WITHOUT_GAPS =
      MEANINGS.entrySet().stream()
          .collect(
              Collectors.toMap(e -> withoutGaps(e.getKey()), Map.Entry::getValue, (a, b) -> a));

  private static final Pattern NAME =
      Pattern.compile(
          MEANINGS.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(name -> name.replace(" ", GAP))
              .collect(
                  Collectors.joining(
                      "|",
                      "(?<![\\p{L}\\d])(",
                      ")(?:\\s+(?:branch|artery|segment))?(?![\\p{L}\\d])")));

  private SegmentNames() {}

  /**
   * A name found in a text.
   *
   * @param start index of its first character
   * @param end index after its last
   * @param meanings the segments it may mean
   */
  record Found(int start, int end, List<CassSegment> meanings) {}

  /** All names in a plain text, from left to right, each the longest at its place. */
  static List<Found> in(String plain) {
    return NAME.matcher(plain)
        .results()
        .map(m -> new Found(m.start(), m.end(), meanings(m.group(1))))
        .toList();
  }

  /** The single words of all names. */
  static List<String> words() {
    return MEANINGS.keySet().stream()
        .flatMap(name -> Arrays.stream(name.split(" ", -1)))
        .distinct()
        .toList();
  }

  /** As texts are read: without words that say nothing, such as "artery". */
  private static String plain(String name) {
    return PlainText.of(name).strip().replaceAll("\\s+", " ");
  }

  private static String withoutGaps(String name) {
    return name.replaceAll(GAP, "");
  }

  private static List<CassSegment> meanings(String name) {
    return WITHOUT_GAPS.getOrDefault(withoutGaps(name), List.of());
  }

  private static Map<String, List<CassSegment>> meanings() {
    Map<String, List<CassSegment>> names = new LinkedHashMap<>();
    for (CassSegment s : CassSegment.values()) {
      if (s != CassSegment.LEFT_MAIN) {
        names.put(plain(s.label()), List.of(s));
        names.put(s.shortName().toLowerCase(Locale.ROOT).replace('-', ' '), List.of(s));
      }
    }
    for (String[] row : NAMED) {
      put(names, row, segments(row[0]), "%s");
    }
    for (String[] row : PARTS) {
      for (int i = 0; i < PLACES.length; i++) {
        for (String place : PLACES[i]) {
          put(names, row, segments(row[0]).subList(i, i + 1), place + " %s", "%s " + place);
        }
      }
    }
    Arrays.stream(BRANCHES).forEach(row -> count(names, row));
    Arrays.stream(BRANCHES).forEach(row -> uncounted(names, row));
    Arrays.stream(COUNTED).forEach(row -> count(names, row));
    return names;
  }

  /** A row with what else the artery is called, by the first of its names. */
  private static String[] parts(String ids, String... names) {
    List<String> all = new ArrayList<>(List.of(ids));
    all.addAll(List.of(names));
    all.addAll(Artery.valueOf(names[0].toUpperCase(Locale.ROOT)).names());
    return all.toArray(String[]::new);
  }

  private static void count(Map<String, List<CassSegment>> names, String[] row) {
    List<CassSegment> all = segments(row[0]);
    for (int i = 0; i < COUNTS.length; i++) {
      int n = i;
      List<CassSegment> counted =
          all.stream().filter(s -> all.indexOf(s) % COUNTS.length == n).toList();
      put(names, row, counted, "%s " + COUNTS[i][0]);
      // "2 diagonal" and "2. Diagonalast", but not "2 d", which may end an angle.
      put(names, longer(row, 2), counted, COUNTS[i][0] + " %s");
      for (String count : Arrays.asList(COUNTS[i]).subList(1, COUNTS[i].length)) {
        put(names, row, counted, count + " %s");
      }
    }
  }

  private static void uncounted(Map<String, List<CassSegment>> names, String[] row) {
    List<CassSegment> all = segments(row[0]);
    // A letter alone is no name.
    put(names, longer(row, 1), all, "%s");
  }

  /** A row with its ids and the names of more letters. */
  private static String[] longer(String[] row, int letters) {
    return Stream.concat(
            Stream.of(row[0]), Arrays.stream(row).skip(1).filter(name -> name.length() > letters))
        .toArray(String[]::new);
  }

  private static List<CassSegment> segments(String ids) {
    return Arrays.stream(ids.split(" ", -1)).map(CassSegment::ofCass).toList();
  }

  private static void put(
      Map<String, List<CassSegment>> names,
      String[] row,
      List<CassSegment> meanings,
      String... forms) {
    for (String name : Arrays.asList(row).subList(1, row.length)) {
      for (String form : forms) {
        names.putIfAbsent(plain(form.replace("%s", name)), meanings);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of coronary segments in texts, each with the segments it may mean: one, or several for
 * a name that is not complete, such as "PDA", which may be the right or the left one. The left main
 * is missing: it is an artery of its own, and its name that of the artery.
 */
final class SegmentNames {
  /** CASS ids, then names; a blank in a name stands for blanks, dots and dashes, or nothing. */
  private static final String[][] NAMED = {
    {"1a", "ostial rca"},
    {"11a", "ostial lm", "ostial left main", "left main ostium"},
    {"4", "right pda", "right posterior descending", "rpd"},
    {"27", "left pda", "left posterior descending", "lpd"},
    {"4 27", "pda", "posterior descending"},
    {"5", "rpls", "right posterior av", "right posterior atrioventricular"},
    {"23", "left av", "left atrioventricular"},
    {"9", "inferior septal", "posterior descending septal"},
    {"17", "septal 1", "first septal", "1st septal"},
    {"9 17", "septal", "septal perforator"},
    {"10", "acute marginal", "rv branch", "right ventricular branch"},
    {"10 20 21 22", "marginal"},
    {"28", "ramus", "intermediate"},
  };

  /** CASS ids of the proximal, mid and distal part, then names of the artery they are cut from. */
  private static final String[][] PARTS = {
    {"1 2 3", "rca", "right coronary", "right coronary artery"},
    {"12 13 14", "lad", "left anterior descending", "left anterior descending artery"},
    {"18 19 19a", "lcx", "cx", "circumflex", "left circumflex", "left circumflex artery"},
  };

  private static final String[][] PLACES = {
    {"p", "prox", "proximal"}, {"m", "mid", "middle"}, {"d", "dist", "distal"}
  };

  /** CASS ids of the first, second and third branch, then names without the count. */
  private static final String[][] BRANCHES = {
    {"15 16 29", "d", "diag", "diagonal"},
    {"20 21 22", "om", "obtuse marginal"},
    {"6 7 8", "rpl", "right posterolateral"},
    {"24 25 26", "lpl", "left posterolateral"},
    {"6 7 8 24 25 26", "pl", "plv", "posterolateral"},
  };

  private static final String[][] COUNTS = {
    {"1", "first", "1st"}, {"2", "second", "2nd"}, {"3", "third", "3rd"}
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

  /** All names in a text, from left to right, each the longest at its place. */
  static List<Found> in(String text) {
    // A lower case of one character for each, so that places stay what they are.
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      lower.setCharAt(i, Character.toLowerCase(text.charAt(i)));
    }
    return NAME.matcher(lower)
        .results()
        .map(m -> new Found(m.start(), m.end(), meanings(m.group(1))))
        .toList();
  }

  private static String withoutGaps(String name) {
    return name.replaceAll(GAP, "");
  }

  private static List<CassSegment> meanings(String name) {
    return WITHOUT_GAPS.getOrDefault(withoutGaps(name), List.of());
  }

  private static Map<String, List<CassSegment>> meanings() {
    Map<String, List<CassSegment>> names = new TreeMap<>();
    for (CassSegment s : CassSegment.values()) {
      if (s != CassSegment.LEFT_MAIN) {
        names.put(s.label(), List.of(s));
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
    return names;
  }

  private static void count(Map<String, List<CassSegment>> names, String[] row) {
    List<CassSegment> all = segments(row[0]);
    for (int i = 0; i < COUNTS.length; i++) {
      int n = i;
      List<CassSegment> counted =
          all.stream().filter(s -> all.indexOf(s) % COUNTS.length == n).toList();
      put(names, row, counted, "%s " + COUNTS[i][0]);
      put(names, row, counted, COUNTS[i][1] + " %s", COUNTS[i][2] + " %s");
    }
    // A letter alone is no name.
    String[] whole = Arrays.stream(row).filter(name -> name.length() > 1).toArray(String[]::new);
    put(names, whole, all, "%s");
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
        names.putIfAbsent(form.replace("%s", name), meanings);
      }
    }
  }
}

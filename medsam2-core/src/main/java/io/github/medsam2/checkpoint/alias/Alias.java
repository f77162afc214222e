// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule between a foreign name and the original one.
 *
 * <pre>
 * Rule    --&gt; Path [ '/' Parts ] Arrow [ Path ] [ 'if' Path ]
 * Arrow   --&gt; '-&gt;' both ways | '=&gt;' from the foreign name only
 * Path    --&gt; segments parted by dots; '*' is any one segment, the same on both sides in turn;
 *             '#' in the original is the number of the part
 * </pre>
 *
 * A path stands for every key that begins with it; the rest of the key stays. With parts, the
 * tensor is cut along its first axis into so many equal ones. Without an original the tensor is
 * left out. A condition names a key that must be in the file too.
 */
record Alias(
    List<String> foreign, List<String> original, int parts, boolean both, List<String> condition) {
  private static final Pattern RULE =
      Pattern.compile("(\\S+)(?: / (\\d+))? ([-=])>(?: (?!if )(\\S+))?(?: if (\\S+))?");

  static Alias parse(String rule) {
    Matcher m = RULE.matcher(rule.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException("no rule: " + rule);
    }
    return new Alias(
        segments(m.group(1)),
        m.group(4) == null ? List.of() : segments(m.group(4)),
        m.group(2) == null ? 1 : Integer.parseInt(m.group(2)),
        m.group(3).equals("-"),
        m.group(5) == null ? List.of() : segments(m.group(5)));
  }

  private static List<String> segments(String path) {
    return List.of(path.split("\\.", -1));
  }

  /** The original names of a foreign key, one for each part; none where the rule does not apply. */
  Optional<List<String>> toOriginal(String key, Set<String> all) {
    List<String> segments = segments(key);
    List<String> stars = new ArrayList<>();
    if (!match(foreign, segments, stars)
        || !(condition.isEmpty() || all.contains(fill(condition, stars, "", List.of())))) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    List<String> rest = segments.subList(foreign.size(), segments.size());
    for (int i = 0; i < parts && !original.isEmpty(); i++) {
      names.add(fill(original, stars, Integer.toString(i), rest));
    }
    return Optional.of(names);
  }

  /** The foreign key of an original one; none where the rule does not apply. */
  Optional<String> toForeign(String key) {
    List<String> segments = segments(key);
    List<String> stars = new ArrayList<>();
    if (!both || original.isEmpty() || !match(original, segments, stars)) {
      return Optional.empty();
    }
    List<String> rest = segments.subList(original.size(), segments.size());
    return Optional.of(fill(foreign, stars, "", rest));
  }

  private static boolean match(List<String> path, List<String> segments, List<String> stars) {
    if (segments.size() < path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String wanted = path.get(i);
      if (wanted.equals("*")) {
        stars.add(segments.get(i));
      } else if (!wanted.equals(segments.get(i)) && !wanted.equals("#")) {
        return false;
      }
    }
    return true;
  }

  private static String fill(
      List<String> path, List<String> stars, String part, List<String> rest) {
    List<String> filled = new ArrayList<>();
    int star = 0;
    for (String segment : path) {
      filled.add(segment.equals("*") ? stars.get(star++) : segment.equals("#") ? part : segment);
    }
    filled.addAll(rest);
    return String.join(".", filled);
  }
}

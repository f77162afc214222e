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
 * Rule    --&gt; Path [ '/' Parts ] Arrow [ Path [ '[' Piece '/' Pieces ']' ] ] [ 'if' Path ]
 * Arrow   --&gt; '-&gt;' both ways | '=&gt;' from the foreign name only | '+&gt;' an attention
 * Path    --&gt; segments parted by dots; '*' is any one segment, the same on both sides in turn;
 *             '#' in the original is the number of the part
 * </pre>
 *
 * A path stands for every key that begins with it; the rest of the key stays. With parts, the
 * tensor is cut along its first axis into so many equal ones; with pieces, it is one of so many
 * that are joined along theirs. Without an original the tensor is left out. A condition names a key
 * that must be in the file too. An attention has its three projections apart on the foreign side,
 * and in one {@code in_proj} in the original.
 */
record Alias(
    List<String> foreign,
    List<String> original,
    int parts,
    Joint joint,
    boolean both,
    List<String> condition) {
  private static final Pattern RULE =
      Pattern.compile(
          "(\\S+)(?: / (\\d+))? ([-=+])>(?: (?!if )(\\S+))?(?: \\[(\\d)/(\\d)])?(?: if (\\S+))?");
  private static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj");

  /** Which of how many pieces of the original a tensor is. */
  private record Joint(int piece, int pieces) {
    static final Joint WHOLE = new Joint(0, 1);
  }

  /**
   * What a foreign tensor, or a part of it, is of an original one.
   *
   * @param name of the original
   * @param piece which of its pieces, from 0
   * @param pieces how many it is joined of, 1 where it is whole
   */
  record Piece(String name, int piece, int pieces) {}

  static List<Alias> parse(String rule) {
    Matcher m = RULE.matcher(rule.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException("no rule: " + rule);
    }
    if (m.group(3).equals("+")) {
      return attention(m.group(1), m.group(4));
    }
    return List.of(
        new Alias(
            segments(m.group(1)),
            m.group(4) == null ? List.of() : segments(m.group(4)),
            m.group(2) == null ? 1 : Integer.parseInt(m.group(2)),
            m.group(5) == null
                ? Joint.WHOLE
                : new Joint(Integer.parseInt(m.group(5)), Integer.parseInt(m.group(6))),
            m.group(3).equals("-"),
            m.group(7) == null ? List.of() : segments(m.group(7))));
  }

  private static List<Alias> attention(String foreign, String original) {
    List<Alias> rules = new ArrayList<>();
    for (int i = 0; i < PROJECTIONS.size(); i++) {
      for (String kind : List.of("weight", "bias")) {
        List<String> from = segments(foreign + "." + PROJECTIONS.get(i) + "." + kind);
        List<String> to = segments(original + ".in_proj_" + kind);
        rules.add(new Alias(from, to, 1, new Joint(i, PROJECTIONS.size()), false, List.of()));
      }
    }
    List<String> out = segments(original + ".out_proj");
    rules.add(new Alias(segments(foreign + ".o_proj"), out, 1, Joint.WHOLE, true, List.of()));
    return rules;
  }

  static List<String> segments(String path) {
    return List.of(path.split("\\.", -1));
  }

  /**
   * What a foreign key is of the original, one for each part; none where the rule does not apply.
   */
  Optional<List<Piece>> toOriginal(List<String> segments, Set<String> all) {
    List<String> stars = new ArrayList<>();
    if (!match(foreign, segments, stars)
        || !(condition.isEmpty() || all.contains(fill(condition, stars, "", List.of())))) {
      return Optional.empty();
    }
    List<Piece> pieces = new ArrayList<>();
    List<String> rest = segments.subList(foreign.size(), segments.size());
    for (int i = 0; i < parts && !original.isEmpty(); i++) {
      String name = fill(original, stars, Integer.toString(i), rest);
      pieces.add(new Piece(name, joint.piece, joint.pieces));
    }
    return Optional.of(pieces);
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

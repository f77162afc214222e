// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word or a number of a text prompt.
 *
 * @param number whether it is a number
 * @param text the word in lower case without dots, or the number without sign and degree mark
 * @param sign the sign written before a number, or empty
 * @param degrees whether a degree mark follows a number
 * @param gap what stands between this token and the one before
 * @param at index of the first character in the text
 */
record Token(boolean number, String text, String sign, boolean degrees, String gap, int at) {
  private static final int LONGEST_TEXT = 1000;

  /**
   * A plus or minus right after a letter or digit separates (RAO-30); elsewhere it is a sign.
   * Single letters with dots between them are one word (L.A.O.).
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<sign>(?<![\\p{L}\\d.°])[+-])?(?<number>\\d+(?:\\.\\d+)?)"
              + "(?<degrees>\\s*(?:°|(?:deg(?:rees?)?|grad(?:os?)?|degres?)(?!\\p{L})\\.?))?"
              + "|(?<word>\\p{L}(?:\\.\\p{L}(?!\\p{L}))+\\.?|\\p{L}+|#)");

  private static final Pattern SENTENCE_END = Pattern.compile("(?<!\\p{L})\\.(?=\\s|$)");
  private static final Pattern GAP = Pattern.compile("[\\s,;:=&|/+_-]*");

  /** Cuts a text into tokens. */
  static List<Token> split(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new FormatException(
          "text prompt",
          "at most " + LONGEST_TEXT + " characters",
          text.length() + " characters",
          "shorten the text");
    }
    String lower = SENTENCE_END.matcher(PlainText.of(text)).replaceAll(" ");
    List<Token> tokens = new ArrayList<>();
    int end = 0;
    for (Matcher m = TOKEN.matcher(lower); m.find(); end = m.end()) {
      tokens.add(of(m, gap(lower, end, m.start(), tokens)));
    }
    gap(lower, end, lower.length(), tokens);
    return tokens;
  }

  private static Token of(Matcher m, String gap) {
    String number = m.group("number");
    if (number == null) {
      String word = m.group("word").replace(".", "");
      return new Token(false, word, "", false, gap, m.start());
    }
    String sign = m.group("sign");
    boolean degrees = m.group("degrees") != null;
    return new Token(true, number, sign == null ? "" : sign, degrees, gap, m.start());
  }

  private static String gap(String text, int from, int to, List<Token> before) {
    boolean afterWord = !before.isEmpty() && !before.get(before.size() - 1).number;
    boolean dot = afterWord && from < to && text.charAt(from) == '.';
    String gap = text.substring(dot ? from + 1 : from, to);
    if (!GAP.matcher(gap).matches()) {
      throw new FormatException(
          "text prompt",
          "words and numbers, separated by blanks or one of , ; : = & | / + _ -",
          "another character at or after position " + from,
          "remove it");
    }
    return gap;
  }

  /** The number with its sign. */
  double value() {
    return Double.parseDouble(sign + text);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts as keyboards, word processors and forms write them, in the few characters that prompts are
 * read in: digits and letters of full width become usual ones, dashes of any kind hyphens, degree
 * signs of any kind one, spaces, quotes and brackets of any kind blanks, and letters lose their
 * accents. Words that say nothing ("view", "in", "at the") become blanks, too. Every character
 * stays at its place.
 */
public final class PlainText {
  /** None of them is, or begins, a name of an artery, a segment or a direction. */
  private static final Pattern FILLER =
      Pattern.compile(
          "(?<![\\p{L}\\d])(?:"
              + "views?|projections?|angulations?|angles?|positions?|incidences?|vues?"
              + "|ansicht(?:en)?|projektion(?:en)?|einstellung|winkel"
              + "|proyeccion(?:es)?|vistas?|angulo|angulacion"
              + "|in|at|with|from|and|of|the|an|on|by|seen|shown|vessel|artery"
              + "|mit|von|vom|aus|bei|und|der|die|das|den|dem|des|gefass|arterie"
              + "|en|sur|avec|dans|et|du|de|la|le|les|un|une|artere"
              + "|con|del|desde|y|el|los|las|una|arteria"
              + "|segment[\\s_-]+(?:of|de|du|der|des|von)"
              + ")(?![\\p{L}\\d])");

  /** French elision, and the number sign of Romance languages. */
  private static final Pattern ELISION = Pattern.compile("(?<!\\p{L})[ld]'(?=\\p{L})");

  private static final Pattern NUMBER_SIGN = Pattern.compile("(?<!\\p{L})n(\\.?)°");

  private PlainText() {}

  /** The plain form, in lower case, of the same length as the composed text. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(Normalizer.normalize(text, Normalizer.Form.NFC));
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, plain(out.charAt(i)));
    }
    String words = ELISION.matcher(out).replaceAll("  ").replace('\'', ' ');
    words = NUMBER_SIGN.matcher(words).replaceAll(m -> m.group(1).isEmpty() ? "no" : "no ");
    return FILLER.matcher(words).replaceAll(m -> " ".repeat(m.end() - m.start()));
  }

  private static char plain(char c) {
    boolean wide = c >= '\uff01' && c <= '\uff5e';
    return wide ? narrow((char) (c - 0xfee0)) : c < 0x80 ? narrow(c) : other(c);
  }

  private static char narrow(char c) {
    return "()[]{}\"".indexOf(c) >= 0 || c < ' ' ? ' ' : Character.toLowerCase(c);
  }

  private static char other(char c) {
    return switch (c) {
      // Signs of degrees: degree, ordinal, rings, a raised zero or o, a circle.
      case '\u00b0',
          '\u00ba',
          '\u02da',
          '\u2218',
          '\u2070',
          '\u1d52',
          '\u25cb',
          '\u25e6',
          '\u02f3' ->
          '°';
      // Dashes that are no punctuation: minus, hyphen bullet, raised and modifier minus, line.
      case '\u2212', '\u2043', '\u207b', '\u02d7', '\u2500', '\u00ad' -> '-';
      case '\u2019', '\u02bc' -> '\'';
      case '\u2044', '\u2215' -> '/';
      case '\u060c', '\u3001' -> ',';
      default -> byKind(c);
    };
  }

  private static char byKind(char c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER -> Character.forDigit(Character.digit(c, 10), 10);
      case Character.DASH_PUNCTUATION -> '-';
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          ' ';
      case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER -> letter(c);
      default -> c;
    };
  }

  /** A letter without its accent, where that is one character. */
  private static char letter(char c) {
    char small = Character.toLowerCase(c);
    String apart = Normalizer.normalize(Character.toString(small), Normalizer.Form.NFD);
    return apart.toLowerCase(Locale.ROOT).charAt(0) < 0x80 ? apart.charAt(0) : small;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Texts as keyboards, word processors and forms write them, in the few characters that names are
 * written with here: dashes of any kind become hyphens, spaces and brackets of any kind blanks,
 * letters lose their accents. Every character stays at its place.
 */
final class Typography {
  private Typography() {}

  /** The plain form, in lower case, of the same length as the composed text. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(Normalizer.normalize(text, Normalizer.Form.NFC));
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, plain(out.charAt(i)));
    }
    return out.toString();
  }

  private static char plain(char c) {
    if (c < 0x80 && c != '(' && c != ')' && c != '[' && c != ']' && c != '{' && c != '}') {
      return Character.toLowerCase(c);
    }
    return switch (Character.getType(c)) {
      case Character.DASH_PUNCTUATION -> '-';
      case Character.SPACE_SEPARATOR,
          Character.FORMAT,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          ' ';
      case Character.MATH_SYMBOL -> c == '\u2212' ? '-' : c;
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

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.Locale;

/**
 * Coded terms compared as people read them: writers differ in case, blanks, underscores and padding
 * where the standard knows one spelling, and a miss could hide what is burned into pixels.
 */
public final class CodedTerm {

  private CodedTerm() {}

  /** Letters and digits alone, upper case: {@code ybr_full 422} is {@code YBRFULL422}. */
  public static String normal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Whether two spellings are of one term. */
  public static boolean same(String a, String b) {
    return normal(a).equals(normal(b));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.error.InvalidInputException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Real numbers as decimal strings of at most 16 characters (VR DS). */
final class DecimalText {
  private static final int MAX = 16;

  private DecimalText() {}

  /** The shortest text of a finite number, rounded to as many digits as fit. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException(
          "decimal string", "a finite number", "infinite or NaN", "leave the attribute empty");
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String text = shorter(exact);
    for (int digits = MAX; text.length() > MAX; digits--) {
      text = shorter(exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }
    return text;
  }

  private static String shorter(BigDecimal value) {
    BigDecimal v = value.stripTrailingZeros();
    String plain = v.scale() > 40 || v.scale() < -40 ? "" : v.toPlainString();
    return plain.isEmpty() || plain.length() > MAX ? exponent(v, plain) : plain;
  }

  private static String exponent(BigDecimal v, String plain) {
    String e = v.toString();
    return !plain.isEmpty() && plain.length() < e.length() ? plain : e;
  }
}

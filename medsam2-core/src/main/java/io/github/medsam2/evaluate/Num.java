// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.Locale;

/** Numbers as tables show them, in no locale; what is not known is a dash. */
final class Num {
  private Num() {}

  static String of(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
  }

  static String signed(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+." + digits + "f", value) : "–";
  }

  static String interval(Interval i, int digits) {
    return of(i.estimate(), digits)
        + (i.known() ? " (" + of(i.low(), digits) + " to " + of(i.high(), digits) + ")" : "");
  }

  static String signedInterval(Interval i, int digits) {
    return signed(i.estimate(), digits)
        + (i.known()
            ? " (" + signed(i.low(), digits) + " to " + signed(i.high(), digits) + ")"
            : "");
  }

  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
  }
}

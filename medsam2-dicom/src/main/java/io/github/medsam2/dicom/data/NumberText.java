// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Numbers written as text, DS and IS. Java's own messages quote the text, which may be a patient's;
 * the exception made here does not.
 *
 * @param texts trimmed values; empty ones at the end are left out, others have no number
 * @param malformed the exception for what was expected
 */
record NumberText(List<String> texts, Function<String, DicomException> malformed) {

  double[] asDoubles() {
    return present().stream().mapToDouble(this::parse).toArray();
  }

  long[] asLongs() {
    return present().stream().mapToLong(this::parseWhole).toArray();
  }

  /** Values keep their places: one that is left out would move those behind it. */
  List<OptionalDouble> each() {
    return present().stream().map(this::parseOrNone).toList();
  }

  private List<String> present() {
    int n = texts.size();
    while (n > 0 && texts.get(n - 1).isEmpty()) {
      n--;
    }
    return texts.subList(0, n);
  }

  private OptionalDouble parseOrNone(String text) {
    try {
      return OptionalDouble.of(parse(text));
    } catch (DicomException notANumber) {
      return OptionalDouble.empty();
    }
  }

  private double parse(String text) {
    // Double.parseDouble alone would take hexadecimal, "NaN" and a trailing "d".
    boolean plain = text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    if (plain && text.length() <= 64) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw malformed.apply("decimal numbers");
      }
    }
    throw malformed.apply("decimal numbers");
  }

  private long parseWhole(String text) {
    double value = parse(text);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw malformed.apply("whole numbers");
    }
    return (long) value;
  }
}

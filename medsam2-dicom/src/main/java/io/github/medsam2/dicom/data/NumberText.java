// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.List;
import java.util.function.Function;

/**
 * Numbers written as text, DS and IS. Java's own messages quote the text, which may be a patient's;
 * the exception made here does not.
 *
 * @param texts trimmed values; empty ones are left out
 * @param malformed the exception for what was expected
 */
record NumberText(List<String> texts, Function<String, DicomException> malformed) {

  double[] asDoubles() {
    return texts.stream().filter(t -> !t.isEmpty()).mapToDouble(this::parse).toArray();
  }

  long[] asLongs() {
    return texts.stream().filter(t -> !t.isEmpty()).mapToLong(this::parseWhole).toArray();
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

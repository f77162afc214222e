// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.CodedTerm;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;

/**
 * A coded concept (PS3.3 section 8). Immutable.
 *
 * @param value the code, at most 64 characters
 * @param scheme who defines it: SCT, DCM, UCUM; at most 16 characters
 * @param meaning what it means, for people; at most 64 characters
 */
public record Code(String value, String scheme, String meaning) {
  private static final int SHORT = 16;
  private static final int LONG = 64;

  /** Checks the lengths. */
  public Code {
    check("code value", value, LONG);
    check("coding scheme", scheme, SHORT);
    check("code meaning", meaning, LONG);
  }

  private static void check(String what, String text, int most) {
    if (text.isBlank() || text.length() > most || text.indexOf('\\') >= 0) {
      throw new InvalidInputException(
          what,
          "1 to " + most + " characters without a backslash",
          text.length() + " characters",
          "take the code as PS3.16 or the scheme writes it");
    }
  }

  /** A code of SNOMED CT. */
  public static Code sct(String value, String meaning) {
    return new Code(value, "SCT", meaning);
  }

  /** A code of DICOM's own (PS3.16 annex D). */
  public static Code dcm(String value, String meaning) {
    return new Code(value, "DCM", meaning);
  }

  /** A unit of measurement, as {@code mm} or {@code %}. */
  public static Code ucum(String value, String meaning) {
    return new Code(value, "UCUM", meaning);
  }

  /** The code of a code sequence's item; empty where it has no value or no scheme. */
  public static Optional<Code> of(DataSet item) {
    String value = item.text(Tag.CODE_VALUE).or(() -> item.text(Tag.LONG_CODE_VALUE)).orElse("");
    String scheme = item.text(Tag.CODING_SCHEME_DESIGNATOR).orElse("");
    String meaning = item.text(Tag.CODE_MEANING).orElse(value);
    boolean fits = value.length() <= LONG && scheme.length() <= SHORT;
    if (value.isBlank() || scheme.isBlank() || !fits) {
      return Optional.empty();
    }
    return Optional.of(
        new Code(value, scheme, meaning.length() > LONG ? meaning.substring(0, LONG) : meaning));
  }

  /** The item of a code sequence. */
  public DataSet item() {
    // The repertoire is that of the object around it, which alone says so in the file.
    return DataSet.builder()
        .text(Tag.SPECIFIC_CHARACTER_SET, DerivedHeader.CHARACTERS)
        .text(value.length() > SHORT ? Tag.LONG_CODE_VALUE : Tag.CODE_VALUE, value)
        .text(Tag.CODING_SCHEME_DESIGNATOR, scheme)
        .text(Tag.CODE_MEANING, meaning)
        .remove(Tag.SPECIFIC_CHARACTER_SET)
        .build();
  }

  /**
   * Whether the other names the same concept, whatever it says of the meaning. Values are compared
   * as they are, as units differ by case; schemes however they are spelt.
   */
  public boolean sameConcept(Code other) {
    return value.equals(other.value) && CodedTerm.same(scheme, other.scheme);
  }
}

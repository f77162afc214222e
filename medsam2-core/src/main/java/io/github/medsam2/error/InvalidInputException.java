// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.error;

import org.jspecify.annotations.Nullable;

/** An argument that no model could accept: a size below one, a box with no area, a NaN point. */
public final class InvalidInputException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the argument
   * @param expected what a good value looks like
   * @param found the value given
   * @param fix what the caller can do
   */
  public InvalidInputException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }

  /**
   * An argument that must not be null.
   *
   * @param what it is, with its article
   * @return the value
   */
  public static <T> T requireGiven(@Nullable T value, String what) {
    if (value == null) {
      throw new InvalidInputException("argument", what, "null", "give " + what);
    }
    return value;
  }
}

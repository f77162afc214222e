// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.error.InvalidInputException;

/**
 * How a segment came about.
 *
 * @param type who did it
 * @param name the algorithm and its version; empty only for manual work
 */
public record Algorithm(Type type, String name) {

  /** Who did it. */
  public enum Type {
    AUTOMATIC,
    /** Prompted or corrected by a person. */
    SEMIAUTOMATIC,
    MANUAL
  }

  /** Checks the length of the name. */
  public Algorithm {
    boolean named = !name.isBlank() || type == Type.MANUAL;
    if (!named || name.length() > 64 || name.indexOf('\\') >= 0) {
      throw new InvalidInputException(
          "algorithm name",
          "1 to 64 characters without a backslash",
          name.length() + " characters",
          "name the algorithm and its version");
    }
  }

  /** Found from prompts by MedSAM2. */
  public static Algorithm prompted() {
    return new Algorithm(Type.SEMIAUTOMATIC, "MedSAM2");
  }

  /** Drawn by a person. */
  public static Algorithm manual() {
    return new Algorithm(Type.MANUAL, "");
  }
}

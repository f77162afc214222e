// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.error.InvalidInputException;

/**
 * What makes a lesion the same lesion in several reports.
 *
 * @param id for people, as {@code Lesion 1}; holds nothing about the patient
 * @param uid for programs
 */
public record Tracking(String id, String uid) {

  /** Checks that both are there. */
  public Tracking {
    if (id.isBlank() || !uid.matches("[0-9.]{1,64}")) {
      throw new InvalidInputException(
          "tracking of a lesion",
          "a name, and a UID of digits and dots",
          id.length() + " and " + uid.length() + " characters",
          "take the UID from a UidGenerator");
    }
  }
}

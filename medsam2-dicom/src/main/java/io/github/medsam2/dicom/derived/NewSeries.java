// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.error.InvalidInputException;

/**
 * The series that derived objects go to. Objects made with one {@code NewSeries} are of one series;
 * give them different instance numbers.
 *
 * @param uid its Series Instance UID
 * @param modality SEG, SR, PR, OT ...
 * @param number its number within the study, 0 or more
 * @param description for people; may be empty, and holds nothing about the patient
 * @param bodyPart Body Part Examined, as {@code HEART}; empty to take over that of the source
 */
public record NewSeries(
    String uid, String modality, int number, String description, String bodyPart) {

  /** Checks number and lengths. */
  public NewSeries {
    if (number < 0 || modality.isBlank() || description.length() > 64 || bodyPart.length() > 16) {
      throw new InvalidInputException(
          "series",
          "a number of 0 or more, a modality, a description of at most 64 characters, a body part"
              + " of at most 16",
          number
              + ", "
              + modality.length()
              + ", "
              + description.length()
              + " and "
              + bodyPart.length()
              + " characters",
          "correct the series");
    }
  }

  /** A series with a new identifier. */
  public static NewSeries of(String modality, int number, String description, UidGenerator uids) {
    return new NewSeries(uids.next(), modality, number, description, "");
  }

  /** The same series of a body part; radiographs must name one, or a side. */
  public NewSeries bodyPart(String part) {
    return new NewSeries(uid, modality, number, description, part);
  }
}

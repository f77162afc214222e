// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a segmentation object is called and where it goes.
 *
 * @param series null for a new one
 */
record SegContent(
    @Nullable NewSeries series, int instanceNumber, String label, String description) {
  private static final int NUMBER = 300;

  static final SegContent DEFAULT =
      new SegContent(
          null, 1, "SEGMENTATION", "Segmentation for research use only, not a medical device");

  SegContent {
    if (!label.matches("[A-Z0-9_ ]{1,16}") || description.length() > 64) {
      throw new InvalidInputException(
          "content",
          "a label of 1 to 16 upper case letters, digits, blanks and underscores, a description of"
              + " at most 64 characters",
          label.length() + " and " + description.length() + " characters",
          "correct them");
    }
  }

  NewSeries seriesOr(UidGenerator uids) {
    return Optional.ofNullable(series)
        .orElseGet(() -> NewSeries.of("SEG", NUMBER, "Segmentation", uids));
  }
}

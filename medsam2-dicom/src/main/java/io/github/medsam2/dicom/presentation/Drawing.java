// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.error.InvalidInputException;

/** Something drawn over a frame. */
public sealed interface Drawing {

  /** The frame it is drawn over, 0-based. */
  int frame();

  /**
   * A contour.
   *
   * @param frame 0-based
   * @param line in pixels of the frame, parts of pixels included
   */
  record Contour(int frame, Polyline line) implements Drawing {}

  /**
   * A text.
   *
   * @param frame 0-based
   * @param text at most 1024 characters; holds nothing about the patient
   * @param x column of the pixel it is anchored at
   * @param y row of the pixel it is anchored at
   */
  record Label(int frame, String text, float x, float y) implements Drawing {
    private static final int LONGEST = 1024;

    /** Checks length and place. */
    public Label {
      if (text.isBlank() || text.length() > LONGEST || !Float.isFinite(x) || !Float.isFinite(y)) {
        throw new InvalidInputException(
            "label",
            "1 to " + LONGEST + " characters at a pixel",
            text.length() + " characters",
            "shorten the text, correct the place");
      }
    }
  }
}

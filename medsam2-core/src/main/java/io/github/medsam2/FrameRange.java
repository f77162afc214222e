// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;

/** The range of frames that a walk is asked for. */
final class FrameRange {
  private FrameRange() {}

  /** Refuses a range that is empty or not within 0 to {@code end}, included. */
  static void require(int first, int last, int end) {
    if (first < 0 || last < first || last > end) {
      throw new InvalidInputException(
          "range",
          "0 <= first <= last <= " + end,
          first + ".." + last,
          "give a range within the cine");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;

/**
 * The five bands in which a report of an angiogram grades diameter stenosis. Visual and measured
 * percentages are different scales.
 */
public enum SeverityBand {
  MINIMAL("below 25 %"),
  MILD("25 to 49 %"),
  MODERATE("50 to 69 %"),
  SEVERE("70 to 99 %"),
  OCCLUDED("100 %");

  private static final double MOST_NEGATIVE = 1e6;

  private final String range;

  SeverityBand(String range) {
    this.range = range;
  }

  /**
   * The band of a diameter stenosis, decided before rounding: only 100 is an occlusion.
   *
   * @param percent at most 100; below 0, a lumen wider than its reference, is minimal
   */
  public static SeverityBand of(double percent) {
    // Written so that NaN fails too.
    if (!(percent <= 100 && percent >= -MOST_NEGATIVE)) {
      throw new InvalidInputException(
          "diameter stenosis",
          "a finite percentage of at most 100",
          Double.toString(percent),
          "give percent, not a fraction of another unit, and leave out what was not measured");
    }
    if (percent < 25) {
      return MINIMAL;
    } else if (percent < 50) {
      return MILD;
    } else if (percent < 70) {
      return MODERATE;
    }
    return percent < 100 ? SEVERE : OCCLUDED;
  }

  /** The range in words. */
  public String range() {
    return range;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

/** The five bands in which a report of an angiogram grades diameter stenosis. */
public enum SeverityBand {
  MINIMAL("below 25 %"),
  MILD("25 to 49 %"),
  MODERATE("50 to 69 %"),
  SEVERE("70 to 99 %"),
  OCCLUDED("100 %");

  private final String range;

  SeverityBand(String range) {
    this.range = range;
  }

  /** The band of a diameter stenosis in percent; negative ones are minimal. */
  public static SeverityBand of(double percent) {
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

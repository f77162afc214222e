// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.error.InvalidInputException;

/** The bands of an invasive report. Visual and measured percentages are different scales. */
public enum StenosisGrade {
  /** Below 25 %. */
  MINIMAL(25),
  /** From 25 to below 50 %. */
  MILD(50),
  /** From 50 to below 70 %. */
  MODERATE(70),
  /** From 70 to below 100 %. */
  SEVERE(100),
  /** 100 %. */
  OCCLUSION(Double.POSITIVE_INFINITY);

  private final double below;

  StenosisGrade(double below) {
    this.below = below;
  }

  /**
   * The band of a diameter stenosis as it is reported, in whole percent.
   *
   * @param percent 0 to 100, rounded half up
   */
  public static StenosisGrade of(double percent) {
    // Written so that NaN fails too.
    if (!(percent >= 0 && percent <= 100)) {
      throw new InvalidInputException(
          "stenosis", "0 to 100 percent", Double.toString(percent), "give a diameter stenosis");
    }
    long whole = Math.round(percent);
    for (StenosisGrade grade : values()) {
      if (whole < grade.below) {
        return grade;
      }
    }
    return OCCLUSION;
  }
}

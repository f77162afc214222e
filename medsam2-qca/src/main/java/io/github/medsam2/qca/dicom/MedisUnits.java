// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.measure.Calibration;

/**
 * Calibrations from exports of QAngio XA, whose fields do not always hold the unit their name says:
 * a catheter "in mm" of 8.0 is one of 8 French (2.67 mm), and "scale factors" of 9.8 and 3.4 are no
 * millimetres per pixel. Values are checked, never corrected in silence.
 */
public final class MedisUnits {
  static final double LEAST_MM_PER_PIXEL = 0.05;
  static final double MOST_MM_PER_PIXEL = 0.5;

  /** Of 10 French. */
  private static final double THICKEST_CATHETER_MM = 10 / 3.0;

  private static final double EXPORTED = 0.05;

  private MedisUnits() {}

  /**
   * From a catheter whose size stands in millimetres.
   *
   * @param diameterMm outer diameter, 1 to 3.33 mm
   * @param widthPixels its width on the image
   * @throws InvalidInputException if no catheter is as thick: then the value is French
   */
  public static Calibration catheterMillimetres(double diameterMm, double widthPixels) {
    if (!(diameterMm >= 1 && diameterMm <= THICKEST_CATHETER_MM)) {
      throw new InvalidInputException(
          "catheter diameter",
          "1 to 3.33 mm",
          diameterMm + (diameterMm > THICKEST_CATHETER_MM ? ", which looks like French" : ""),
          "give French sizes to Calibration.Catheter");
    }
    return new Calibration.Catheter(3 * diameterMm, widthPixels, false);
  }

  /**
   * From a scale factor.
   *
   * @param mmPerPixel 0.05 to 0.5
   * @throws InvalidInputException if it is none that angiograms have
   */
  public static Calibration scaleFactor(double mmPerPixel) {
    if (!(mmPerPixel >= LEAST_MM_PER_PIXEL && mmPerPixel <= MOST_MM_PER_PIXEL)) {
      throw new InvalidInputException(
          "scale factor",
          LEAST_MM_PER_PIXEL + " to " + MOST_MM_PER_PIXEL + " mm per pixel",
          mmPerPixel + "",
          "find out its unit, or take the scale of the analysis, MedisResult.mmPerPixel");
    }
    return new Calibration.Manual(mmPerPixel, EXPORTED);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.qca.measure.Calibration;

/** What a pixel of a cine measures in the patient, as far as its file says. */
public final class CineCalibration {
  /** The file tells no uncertainty: that of an unknown depth, or of a catheter, is usual. */
  private static final double UNTOLD = 0.065;

  private static final double BY_HAND = 0.05;
  private static final double SQUARE = 0.005;

  private CineCalibration() {}

  /**
   * The calibration of a cine: from its geometry where the spacing is that of the detector and the
   * magnification is known; as the file gives it where it is said to be in the patient; none where
   * there is no spacing, only that of the detector, or pixels are not square.
   */
  public static Calibration of(CineClip cine) {
    PixelSpacing spacing = cine.spacing().orElse(null);
    if (spacing == null || Math.abs(spacing.row() / spacing.column() - 1) > SQUARE) {
      return new Calibration.None();
    }
    double mm = spacing.column();
    return switch (spacing.source()) {
      case ESTIMATED_AT_ISOCENTRE -> isocentre(mm, cine.geometry().magnification().orElse(1));
      case USER_CALIBRATED -> new Calibration.Manual(mm, BY_HAND);
      case PATIENT, PATIENT_UNSPECIFIED -> new Calibration.Manual(mm, UNTOLD);
      case DETECTOR, ULTRASOUND_REGION -> new Calibration.None();
    };
  }

  private static Calibration isocentre(double mm, double magnification) {
    boolean usable = magnification >= 1 && magnification < 5 && mm * magnification < 10;
    return usable
        ? Calibration.Isocentre.of(mm * magnification, magnification)
        : new Calibration.None();
  }
}

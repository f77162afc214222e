// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

import io.github.medsam2.error.InvalidInputException;

/**
 * The projection of a C-arm: where a point of the patient falls on the image. The isocentre is the
 * origin of the patient frame. "Tilt first, then rotate": the secondary angle alone sets how far
 * the beam leans to head or feet.
 *
 * @param primary positioner primary angle in degrees, LAO positive
 * @param secondary positioner secondary angle in degrees, cranial positive
 * @param sid distance from source to image, mm
 * @param sod distance from source to isocentre, mm
 * @param pitch distance of pixel centres on the detector, mm
 * @param cx column of the central ray, pixels
 * @param cy row of the central ray, pixels
 */
public record CArm(
    double primary, double secondary, double sid, double sod, double pitch, double cx, double cy) {

  /** Checks that the source lies before the isocentre and the isocentre before the detector. */
  public CArm {
    boolean good =
        Math.abs(primary) <= 180
            && Math.abs(secondary) <= 90
            && sod > 0
            && sid >= sod
            && sid < 1e5
            && pitch > 0
            && pitch < 100
            && Double.isFinite(cx)
            && Double.isFinite(cy);
    if (!good) {
      throw new InvalidInputException(
          "C-arm",
          "angles within 180 and 90 degrees, 0 < SOD <= SID, a pitch above 0",
          "angles "
              + primary
              + " "
              + secondary
              + ", SID "
              + sid
              + ", SOD "
              + sod
              + ", pitch "
              + pitch,
          "correct the geometry");
    }
  }

  /** The axes of the image and the beam in the patient: unit vectors, {@code beam = right x up}. */
  public record Axes(Point3 right, Point3 up, Point3 beam) {}

  /**
   * Checks a pair of angles.
   *
   * @param primary degrees, LAO positive, within 180
   * @param secondary degrees, cranial positive, within 90
   */
  public static void checkAngles(double primary, double secondary) {
    // Written so that NaN fails too.
    if (!(Math.abs(primary) <= 180 && Math.abs(secondary) <= 90)) {
      throw new InvalidInputException(
          "view angles",
          "a primary angle within 180 and a secondary within 90 degrees",
          primary + " and " + secondary,
          "give degrees, LAO and cranial positive");
    }
  }

  /** The image axes for a pair of angles in degrees, within 180 and 90. */
  public static Axes axes(double primary, double secondary) {
    checkAngles(primary, secondary);
    double a = StrictMath.toRadians(primary);
    double b = StrictMath.toRadians(secondary);
    double sa = StrictMath.sin(a);
    double ca = StrictMath.cos(a);
    double sb = StrictMath.sin(b);
    double cb = StrictMath.cos(b);
    return new Axes(
        new Point3(ca, sa, 0),
        new Point3(-sa * sb, ca * sb, cb),
        new Point3(sa * cb, -ca * cb, sb));
  }

  /** The image axes of this projection. */
  public Axes axes() {
    return axes(primary, secondary);
  }

  /** Magnification at the isocentre. */
  public double magnification() {
    return sid / sod;
  }

  /** Millimetres per pixel for structures at the isocentre. */
  public double mmPerPixel() {
    return pitch / magnification();
  }

  /** The same C-arm looking through another central pixel. */
  public CArm centredAt(double column, double row) {
    return new CArm(primary, secondary, sid, sod, pitch, column, row);
  }
}

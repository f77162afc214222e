// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;

/** The arithmetic of stenoses. */
public final class Stenosis {
  private Stenosis() {}

  /** Diameter stenosis in percent: {@code 100 (1 - MLD / RVD)}. */
  public static double diameterPercent(double mld, double rvd) {
    return 100 * (1 - ratio(mld, rvd));
  }

  /** Area stenosis of circular lumens in percent: {@code 100 (1 - (MLD / RVD)^2)}. */
  public static double areaPercent(double mld, double rvd) {
    double q = ratio(mld, rvd);
    return 100 * (1 - q * q);
  }

  /** The user-defined reference: the mean of a proximal and a distal diameter. */
  public static double meanReference(double proximal, double distal) {
    ratio(proximal, distal);
    return (proximal + distal) / 2;
  }

  /** Area stenosis of circular lumens that belongs to a diameter stenosis, both in percent. */
  public static double areaFromDiameter(double diameterPercent) {
    double q = 1 - diameterPercent / 100;
    return 100 * (1 - q * q);
  }

  private static double ratio(double d, double reference) {
    if (!(d >= 0 && reference > 0) || Double.isInfinite(d + reference)) {
      throw new InvalidInputException(
          "stenosis",
          "a diameter of 0 or more and a reference above 0",
          d + " and " + reference,
          "correct the diameters");
    }
    return d / reference;
  }
}

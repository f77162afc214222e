// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;

/**
 * The mean absolute error that readers leave no way below, from the standard deviation of the
 * difference of two readers. Assumes equal, independent readers with normal errors.
 */
public final class NoiseFloor {
  /** E|N(0,1)|. */
  private static final double MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

  private NoiseFloor() {}

  /** A second reader against the first. */
  public static double secondReader(double sdDifference) {
    return MEAN_ABSOLUTE * checked(sdDifference);
  }

  /** A model without error against one reader. Lower values suggest leakage. */
  public static double perfectModel(double sdDifference) {
    return MEAN_ABSOLUTE * checked(sdDifference) / Math.sqrt(2);
  }

  private static double checked(double sd) {
    if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "noise floor", "a standard deviation from 0", sd + "", "give that of two readers");
    }
    return sd;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;

/**
 * A confidence interval.
 *
 * @param low end, not above the high one; NaN on both where the data say nothing
 * @param high end
 */
public record Interval(double low, double high) {

  /** Checks the order of the ends. */
  public Interval {
    if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
      throw new InvalidInputException(
          "interval", "a low end not above the high one", low + " to " + high, "swap them");
    }
  }

  /** The interval between two ends in either order; of NaN when one is. */
  static Interval between(double a, double b) {
    return new Interval(Math.min(a, b), Math.max(a, b));
  }

  /** Whether a value lies inside, borders included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Half of its width. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;

/**
 * A range between two percentiles of the finite samples above 0, as the original takes it for
 * everything but CT. Between two samples a percentile is interpolated linearly, as numpy does.
 * Without a sample above 0 everything becomes 0.
 *
 * @param lower 0 to 100, at most {@code upper}
 * @param upper 0 to 100
 */
public record Percentiles(double lower, double upper) implements Intensity {
  /** 0.5 to 99.5, the choice of the original. */
  public static final Percentiles STANDARD = new Percentiles(0.5, 99.5);

  /** Checks the order. */
  public Percentiles {
    if (!(0 <= lower && lower <= upper && upper <= 100)) {
      throw new InvalidInputException(
          "percentiles",
          "0 <= lower <= upper <= 100",
          lower + " and " + upper,
          "correct the percentiles");
    }
  }
}

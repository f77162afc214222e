// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;

/**
 * A click inside the object, or on something that is not the object.
 *
 * @param x pixel coordinate as in {@link Prompt}
 * @param y pixel coordinate as in {@link Prompt}
 * @param positive true for a click on the object, false for one on the background
 */
public record PointPrompt(double x, double y, boolean positive) implements Prompt {

  /** Checks that the coordinates are finite. */
  public PointPrompt {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new InvalidInputException(
          "point prompt",
          "finite coordinates",
          "x=" + x + " y=" + y,
          "give the pixel that was clicked");
    }
  }

  /** A click on the object. */
  public static PointPrompt positive(double x, double y) {
    return new PointPrompt(x, y, true);
  }

  /** A click on the background. */
  public static PointPrompt negative(double x, double y) {
    return new PointPrompt(x, y, false);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;

/**
 * A window of Hounsfield units: samples are clipped to {@code level - width / 2} and {@code level +
 * width / 2}. Where no sample reaches an end of the window, the grey scale starts or ends at the
 * samples, not at the window, as in the original.
 *
 * @param level the middle, finite
 * @param width the distance of the ends, above 0 and finite
 */
public record Window(double level, double width) implements Intensity {
  public static final Window ABDOMEN = new Window(40, 400);
  public static final Window LUNG = new Window(-600, 1500);

  /** The window of the original's lung nodule example. */
  public static final Window LUNG_NODULE = new Window(-750, 1500);

  public static final Window BRAIN = new Window(40, 80);
  public static final Window MEDIASTINUM = new Window(50, 350);
  public static final Window BONE = new Window(400, 1800);

  /** Checks the numbers. */
  public Window {
    if (!Double.isFinite(level) || !(width > 0) || !Double.isFinite(width)) {
      throw new InvalidInputException(
          "window",
          "a finite level and a width above 0",
          "level " + level + ", width " + width,
          "correct the window");
    }
  }

  /** The window between two ends, {@code lower < upper}. */
  public static Window ofRange(double lower, double upper) {
    return new Window((lower + upper) / 2, upper - lower);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;

/**
 * A box around the object.
 *
 * <p>The corners are pixel coordinates as in {@link Prompt}; for a box drawn tightly around a mask
 * they are the first and the last column and row that hold a pixel. Both sides are longer than 0. A
 * box may reach beyond the image.
 *
 * @param x0 left side
 * @param y0 upper side
 * @param x1 right side, more than {@code x0}
 * @param y1 lower side, more than {@code y0}
 */
public record BoxPrompt(double x0, double y0, double x1, double y1) implements Prompt {

  /** Checks that the corners are finite and in order. */
  public BoxPrompt {
    boolean finite =
        Double.isFinite(x0) && Double.isFinite(y0) && Double.isFinite(x1) && Double.isFinite(y1);
    if (!finite || x0 >= x1 || y0 >= y1) {
      throw new InvalidInputException(
          "box prompt",
          "finite corners with x0 < x1 and y0 < y1",
          "x0=" + x0 + " y0=" + y0 + " x1=" + x1 + " y1=" + y1,
          "give the upper left corner first, and a box with an area");
    }
  }

  /**
   * The box drawn tightly around a mask, from its first to its last column and row. A mask of one
   * column or row gets half a pixel more on either side, so that the box has an area.
   *
   * @param mask not empty
   */
  public static BoxPrompt around(Mask mask) {
    Bounds b =
        mask.bounds()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "box around a mask", "a pixel inside", "none", "prompt with a point"));
    double dx = b.width() == 1 ? 0.5 : 0;
    double dy = b.height() == 1 ? 0.5 : 0;
    return new BoxPrompt(
        b.x() - dx, b.y() - dy, b.x() + b.width() - 1 + dx, b.y() + b.height() - 1 + dy);
  }
}

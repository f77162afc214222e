// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;

/**
 * The longest diameter of a lesion as a reader drew it (RECIST), between two pixels as in {@link
 * Prompt}.
 *
 * @param x0 first end, finite
 * @param y0 first end, finite
 * @param x1 second end, finite
 * @param y1 second end, finite
 */
public record RecistLine(double x0, double y0, double x1, double y1) {

  /** Checks that the ends are finite. */
  public RecistLine {
    boolean first = Double.isFinite(x0) && Double.isFinite(y0);
    if (!first || !Double.isFinite(x1) || !Double.isFinite(y1)) {
      throw new InvalidInputException(
          "RECIST line",
          "finite ends",
          "x0=" + x0 + " y0=" + y0 + " x1=" + x1 + " y1=" + y1,
          "give the pixels the line was drawn between");
    }
  }

  /** The line of a mask it was drawn into: from its first to its last pixel, row by row. */
  public static RecistLine of(Mask drawn) {
    int[] ends = {-1, -1, -1, -1};
    drawn.forEachRun(
        (y, from, to) -> {
          if (ends[0] < 0) {
            ends[0] = from;
            ends[1] = y;
          }
          ends[2] = to - 1;
          ends[3] = y;
        });
    if (ends[0] < 0) {
      throw new InvalidInputException(
          "RECIST line", "a drawn line", "an empty mask", "draw the line");
    }
    return new RecistLine(ends[0], ends[1], ends[2], ends[3]);
  }

  /** The length in pixels. */
  public double length() {
    return Math.hypot(x1 - x0, y1 - y0);
  }

  /**
   * The square around the middle of the line with the line's length as its side, in whole pixels
   * (fractions cut off), clipped to the image: the original's box for a lesion.
   *
   * @param width columns of the image
   * @param height rows of the image
   */
  public BoxPrompt box(int width, int height) {
    double half = trunc(length() / 2);
    double x = trunc((x0 + x1) / 2);
    double y = trunc((y0 + y1) / 2);
    return new BoxPrompt(
        Math.max(x - half, 0),
        Math.max(y - half, 0),
        Math.min(x + half, width - 1),
        Math.min(y + half, height - 1));
  }

  private static double trunc(double v) {
    return v < 0 ? Math.ceil(v) : Math.floor(v);
  }
}

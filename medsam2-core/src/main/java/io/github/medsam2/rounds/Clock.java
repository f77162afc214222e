// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;

/**
 * Seconds that what a reader does takes. Numbers of published studies, except where it says that
 * they are assumed:
 *
 * <ul>
 *   <li>to look and decide 2, 4, 10 s: assumed;
 *   <li>a box 7, 7, 35 s: extreme clicking, and boxes as of ImageNet (Papadopoulos 2017);
 *   <li>a click 1.5, 2.4, 5 s: median of first clicks 2.4 s (Bearman 2016), the others assumed;
 *   <li>an outline by hand 54, 79.2, 170 s: Bearman 2016, polygons of COCO; for long thin vessels
 *       assumed.
 * </ul>
 *
 * @param look to look at a mask and decide
 * @param box to draw one
 * @param click to make one, the model's answer included
 * @param outline to draw an object by hand
 */
public record Clock(double look, double box, double click, double outline) {
  /** A quick reader. */
  public static final Clock LOW = new Clock(2, 7, 1.5, 54);

  /** What is to be expected. */
  public static final Clock MID = new Clock(4, 7, 2.4, 79.2);

  /** A slow reader. */
  public static final Clock HIGH = new Clock(10, 35, 5, 170);

  /** Checks that times are positive. */
  public Clock {
    boolean good = look > 0 && box > 0 && click > 0 && outline > 0;
    if (!good || !Double.isFinite(look + box + click + outline)) {
      throw new InvalidInputException(
          "clock of a reader", "seconds above 0", "others", "correct the number");
    }
  }

  /** Another one's outlines with this one's other times: what the ends of a range come from. */
  public Clock outlinesOf(Clock other) {
    return new Clock(look, box, click, other.outline);
  }

  /** Seconds of an effort: a look, boxes, clicks, and the outline where the model was given up. */
  public double seconds(Effort e) {
    return look + e.boxes() * box + e.clicks() * click + (e.byHand() ? outline : 0);
  }

  /** The share of hand work that is saved at most: a look and a box each. */
  public double ceiling() {
    return 1 - (look + box) / outline;
  }
}

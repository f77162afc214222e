// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Mask;
import java.util.Locale;

/**
 * One instance of a concept on one frame of a cine. Immutable.
 *
 * @param number it is known by on all frames, from 0 on in the order instances were found; one that
 *     was taken back leaves a gap
 * @param score of the detection it began with, 0 to 1
 * @param since the frame of it
 * @param segmentation its mask, the predicted IoU of that, 1 where it was detected anew, and the
 *     tracker's logit of its presence
 */
public record TrackedInstance(int number, float score, int since, Segmentation segmentation) {

  /** Its mask on the frame's grid, never empty. */
  public Mask mask() {
    return segmentation.mask();
  }

  /** {@code instance 3: 812 pixels, score 0.91, since frame 4}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "instance %d: %d pixels, score %.2f, since frame %d",
        number,
        mask().area(),
        score,
        since);
  }
}

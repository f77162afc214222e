// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.image.MaskCleanup;

/**
 * Mends masks on the network's own grid: small holes are filled, then small islands removed, but
 * none that is more than half of the mask.
 *
 * @param area of what is small, in cells; 0 to mend nothing
 * @param side of the grid
 */
record Specks(int area, int side) {
  /** The logit of what is filled and, negated, of what is removed. */
  private static final float FAINT = 0.1f;

  float[] mended(float[] logits) {
    float[] filled = MaskCleanup.holes(area).apply(logits, side, side, FAINT);
    int small = Math.min(area, Cells.of(filled).area() / 2);
    return MaskCleanup.islands(small).apply(filled, side, side, FAINT);
  }
}

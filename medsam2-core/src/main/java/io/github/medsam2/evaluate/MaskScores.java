// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.CenterlineDice;
import io.github.medsam2.metrics.OverlapScores;
import io.github.medsam2.metrics.Region;
import io.github.medsam2.metrics.SurfaceDistances;

/**
 * How a mask agrees with the truth, at the image's own size.
 *
 * @param dice 0 to 1
 * @param iou 0 to 1
 * @param hd95 95th percentile of the distances of both outlines, pixels; infinite where one mask is
 *     empty, NaN where it was not measured
 * @param clDice agreement of centerlines, 0 to 1; NaN where it was not measured
 * @param area pixels of the mask judged
 */
public record MaskScores(double dice, double iou, double hd95, double clDice, int area) {

  /** What a failure counts as. */
  public static final MaskScores NONE = new MaskScores(0, 0, Double.POSITIVE_INFINITY, 0, 0);

  /** Judges a mask on the truth's grid. */
  public static MaskScores of(Mask found, Mask truth) {
    OverlapScores overlap = overlap(found, truth);
    Region a = Region.of(found, 1, 1);
    Region b = Region.of(truth, 1, 1);
    return new MaskScores(
        overlap.dice(),
        overlap.iou(),
        SurfaceDistances.between(a, b).hd95(),
        CenterlineDice.between(a, b).value(),
        found.area());
  }

  /** The overlap alone, which is quick. */
  public static OverlapScores overlap(Mask found, Mask truth) {
    return new OverlapScores(found.area(), truth.area(), found.intersection(truth).area());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.CenterlineDice;
import io.github.medsam2.metrics.OverlapScores;
import io.github.medsam2.metrics.Region;
import io.github.medsam2.metrics.SurfaceDistances;
import java.util.Arrays;

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
    Bounds box = found.union(truth).bounds().orElse(new Bounds(0, 0, 1, 1));
    Region a = part(found, box);
    Region b = part(truth, box);
    return new MaskScores(
        overlap.dice(),
        overlap.iou(),
        SurfaceDistances.between(a, b).hd95(),
        CenterlineDice.between(a, b).value(),
        found.area());
  }

  /** Beyond the box around both nothing counts, and most of an image lies there. */
  private static Region part(Mask mask, Bounds box) {
    byte[] pixels = new byte[box.width() * box.height()];
    mask.forEachRun(
        (y, from, to) -> {
          int row = (y - box.y()) * box.width() - box.x();
          Arrays.fill(pixels, row + from, row + to, (byte) 1);
        });
    return Region.of(Mask.of(box.width(), box.height(), pixels), 1, 1);
  }

  /** The overlap alone, which is quick. */
  public static OverlapScores overlap(Mask found, Mask truth) {
    return new OverlapScores(found.area(), truth.area(), found.intersection(truth).area());
  }
}

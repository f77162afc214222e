// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

/**
 * The scores that segmentation studies report for one structure.
 *
 * @param overlap Dice, IoU, precision and recall
 * @param hd95Mm 95th percentile of the surface distances in mm
 * @param averageSurfaceDistanceMm average symmetric surface distance in mm
 * @param toleranceMm the tolerance of {@code surfaceDice} in mm
 * @param surfaceDice share of both boundaries within the tolerance of the other, 0 to 1
 */
public record SegmentationScores(
    OverlapScores overlap,
    double hd95Mm,
    double averageSurfaceDistanceMm,
    double toleranceMm,
    double surfaceDice) {

  /**
   * Compares a prediction with a reference on the same grid.
   *
   * @param toleranceMm how far apart surfaces may be and still agree, at least 0; the usual choice
   *     is the distance of two observers
   */
  public static SegmentationScores between(Region predicted, Region reference, double toleranceMm) {
    SurfaceDistances distances = SurfaceDistances.between(predicted, reference);
    return new SegmentationScores(
        OverlapScores.between(predicted, reference),
        distances.hd95(),
        distances.average(),
        toleranceMm,
        distances.surfaceDice(toleranceMm));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

/**
 * How two regions overlap, counted in voxels.
 *
 * <p>Two empty regions agree: every score is 1. When only one is empty every score is 0.
 *
 * @param predicted voxels of the prediction
 * @param reference voxels of the reference
 * @param common voxels of both
 */
public record OverlapScores(int predicted, int reference, int common) {

  /** Counts the overlap of a prediction with a reference on the same grid. */
  public static OverlapScores between(Region predicted, Region reference) {
    predicted.requireSameGrid(reference);
    return new OverlapScores(predicted.count(), reference.count(), predicted.common(reference));
  }

  /** Dice coefficient, 0 to 1: twice the common voxels over the sum of both. */
  public double dice() {
    return share(2.0 * common, (double) predicted + reference);
  }

  /** Intersection over union (Jaccard index), 0 to 1. */
  public double iou() {
    return share(common, (double) predicted + reference - common);
  }

  /** The share of the prediction that is right (positive predictive value), 0 to 1. */
  public double precision() {
    return share(common, predicted);
  }

  /** The share of the reference that was found (sensitivity), 0 to 1. */
  public double recall() {
    return share(common, reference);
  }

  private double share(double part, double whole) {
    if (whole == 0) {
      return predicted == reference ? 1 : 0;
    }
    return part / whole;
  }
}

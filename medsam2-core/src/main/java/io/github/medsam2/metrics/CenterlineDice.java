// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

/**
 * Centerline Dice (clDice) of two tubular regions: whether each contains the centerline of the
 * other (Shit et al., "clDice: a novel topology-preserving loss function for tubular structure
 * segmentation", 2021). It asks whether vessels are connected, and forgives their width.
 *
 * <p>Centerlines come from topology-preserving thinning, see {@link Thinning}; the soft skeleton of
 * that article is for training only.
 *
 * <p>Two empty regions agree: every value is 1. When only one is empty every value is 0.
 *
 * @param precision share of the predicted centerline that lies in the reference, 0 to 1
 * @param sensitivity share of the reference centerline that lies in the prediction, 0 to 1
 */
public record CenterlineDice(double precision, double sensitivity) {

  /** Compares a prediction with a reference on the same grid. */
  public static CenterlineDice between(Region predicted, Region reference) {
    predicted.requireSameGrid(reference);
    if (predicted.isEmpty() && reference.isEmpty()) {
      return new CenterlineDice(1, 1);
    }
    return new CenterlineDice(
        centerlineShare(predicted, reference), centerlineShare(reference, predicted));
  }

  private static double centerlineShare(Region tube, Region cover) {
    if (tube.isEmpty()) {
      return 0;
    }
    Region centerline = Thinning.skeleton(tube);
    return (double) centerline.common(cover) / centerline.count();
  }

  /** The harmonic mean of precision and sensitivity, 0 to 1. */
  public double value() {
    double sum = precision + sensitivity;
    return sum == 0 ? 0 : 2 * precision * sensitivity / sum;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.error.InvalidInputException;

/**
 * The distances in mm between the boundaries of two regions, from each to the other, every piece of
 * boundary weighted with its area (its length for regions of masks). Immutable and thread-safe.
 *
 * <p>Boundary pieces, weights and all results follow the reference implementation of surface Dice
 * (Nikolov et al. 2018): pieces sit at voxel corners, see {@link SurfaceElements}. Tools that
 * measure between centres of border voxels and give each the same weight (MedPy, MONAI) differ by a
 * fraction of a voxel.
 *
 * <p>Axes are taken as perpendicular: on a sheared grid distances are approximate.
 *
 * <p>Two empty regions agree: distances are 0 and surface Dice is 1. When only one is empty,
 * distances are infinite and surface Dice is 0.
 *
 * <p>The work grows with the box around both regions; it needs 4 bytes a voxel of that box.
 */
public final class SurfaceDistances {
  /** Distances this much longer, relatively, still count as within: they are rounded to float. */
  private static final double ROUNDING = 1e-6;

  private final DirectedDistances fromPredicted;
  private final DirectedDistances fromReference;

  private SurfaceDistances(DirectedDistances fromPredicted, DirectedDistances fromReference) {
    this.fromPredicted = fromPredicted;
    this.fromReference = fromReference;
  }

  /** Measures the distances between the boundaries of two regions on one grid. */
  public static SurfaceDistances between(Region predicted, Region reference) {
    predicted.requireSameGrid(reference);
    if (predicted.isEmpty() && reference.isEmpty()) {
      return new SurfaceDistances(DirectedDistances.NONE, DirectedDistances.NONE);
    }
    Box box = Box.around(predicted, reference);
    Boundary p = Boundary.of(predicted, box);
    Boundary r = Boundary.of(reference, box);
    int[] counts = Boundary.cornerCounts(box, predicted.isFlat());
    double[] spacing = predicted.spacing();
    return new SurfaceDistances(
        DirectedDistances.measure(p, r, counts, spacing),
        DirectedDistances.measure(r, p, counts, spacing));
  }

  /**
   * The 95th percentile of the surface distances in mm: the larger of the two directed percentiles.
   */
  public double hd95() {
    return hausdorff(95);
  }

  /** The Hausdorff distance in mm: the longest way from one boundary to the other. */
  public double hausdorff() {
    return hausdorff(100);
  }

  /**
   * The Hausdorff distance robust against outliers, in mm: for each direction the shortest distance
   * within which {@code percent} of the boundary lies, then the larger of both.
   *
   * @param percent above 0 to 100
   */
  public double hausdorff(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new InvalidInputException(
          "percent", "a number above 0, at most 100", percent + "", "give 95 or 100");
    }
    double share = percent / 100;
    return Math.max(fromPredicted.percentile(share), fromReference.percentile(share));
  }

  /** The average symmetric surface distance in mm: the mean over both boundaries together. */
  public double average() {
    if (hasOneBoundary()) {
      return Double.POSITIVE_INFINITY;
    }
    double weight = fromPredicted.size() + fromReference.size();
    return weight == 0 ? 0 : (fromPredicted.moment() + fromReference.moment()) / weight;
  }

  /** The mean distance in mm from the predicted boundary to the reference. */
  public double averageFromPredicted() {
    return hasOneBoundary() ? Double.POSITIVE_INFINITY : fromPredicted.mean();
  }

  /** The mean distance in mm from the reference boundary to the predicted. */
  public double averageFromReference() {
    return hasOneBoundary() ? Double.POSITIVE_INFINITY : fromReference.mean();
  }

  /**
   * Surface Dice (normalised surface distance), 0 to 1: the share of both boundaries that lies
   * within a tolerance of the other.
   *
   * @param toleranceMm at least 0
   */
  public double surfaceDice(double toleranceMm) {
    if (!(toleranceMm >= 0)) {
      throw new InvalidInputException(
          "tolerance", "at least 0 mm", toleranceMm + "", "give a distance in mm");
    }
    double weight = fromPredicted.size() + fromReference.size();
    if (weight == 0) {
      return 1;
    }
    double limit = toleranceMm * (1 + ROUNDING);
    return (fromPredicted.within(limit) + fromReference.within(limit)) / weight;
  }

  private boolean hasOneBoundary() {
    return (fromPredicted.size() == 0) != (fromReference.size() == 0);
  }
}

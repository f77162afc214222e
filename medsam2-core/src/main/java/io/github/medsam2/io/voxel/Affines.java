// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import java.util.Arrays;
import java.util.function.Supplier;

/** Turns the affines of file headers into geometries and back. */
public final class Affines {
  private Affines() {}

  /**
   * The geometry of an affine from voxel index to RAS millimetres, as NIfTI has it.
   *
   * @param affine three rows of four
   */
  public static Geometry fromRas(String where, double[] affine) {
    return checked(where, affine, () -> Geometry.ofAffineRas(square(affine)));
  }

  /**
   * The geometry of an affine from voxel index to LPS millimetres.
   *
   * @param affine three rows of four
   */
  public static Geometry fromLps(String where, double[] affine) {
    return checked(where, affine, () -> Geometry.ofAffine(square(affine)));
  }

  /** The geometry of a position, spacings and axes, as {@link Geometry#of} takes them. */
  public static Geometry of(String where, double[] origin, double[] spacing, double[] direction) {
    return checked(
        where, direction, () -> Geometry.of(plusZeros(origin), spacing, plusZeros(direction)));
  }

  private static Geometry checked(String where, double[] found, Supplier<Geometry> geometry) {
    try {
      return geometry.get();
    } catch (InvalidInputException e) {
      throw new FormatException(
          where,
          "finite positions, spacings above 0, axes that span space",
          Arrays.toString(found),
          "correct the orientation in the file's header",
          e);
    }
  }

  private static double[] square(double[] affine) {
    double[] square = Arrays.copyOf(plusZeros(affine), 16);
    square[15] = 1;
    return square;
  }

  /** Without minus zeros, which flips make and by which equal geometries would differ. */
  private static double[] plusZeros(double[] values) {
    return Arrays.stream(values).map(v -> v + 0.0).toArray();
  }
}

package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the affines of file headers into geometries and back. */
final class Affines {
  private static final double FLATTEST = 1e-6;
  private static final String EXPECTED = "finite positions, spacings above 0, axes that span space";
  private static final String FIX = "correct the orientation in the file's header";

  private Affines() {}

  /**
   * The geometry of an affine from voxel index to RAS millimetres, as NIfTI has it.
   *
   * @param affine three rows of four
   */
  static Geometry fromRas(String where, double[] affine) {
    double[] lps = affine.clone();
    for (int i = 0; i < 8; i++) {
      lps[i] = 0 - lps[i];
    }
    return fromLps(where, lps);
  }

  /**
   * The geometry of an affine from voxel index to LPS millimetres.
   *
   * @param affine three rows of four
   */
  static Geometry fromLps(String where, double[] affine) {
    double[] spacing = new double[3];
    double[] direction = new double[9];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = Math.hypot(Math.hypot(affine[axis], affine[4 + axis]), affine[8 + axis]);
      for (int row = 0; row < 3; row++) {
        direction[3 * axis + row] = affine[4 * row + axis] / spacing[axis];
      }
    }
    return geometry(where, new double[] {affine[3], affine[7], affine[11]}, spacing, direction);
  }

  /**
   * A geometry read from a file.
   *
   * @throws FormatException if a spacing is not above 0 or the directions do not span space
   */
  static Geometry geometry(String where, double[] origin, double[] spacing, double[] direction) {
    String found =
        Stream.of(origin, spacing, direction)
            .map(Arrays::toString)
            .collect(Collectors.joining(" "));
    try {
      if (Math.abs(determinant(direction)) > FLATTEST) {
        return Geometry.of(plusZeros(origin), spacing, plusZeros(direction));
      }
    } catch (InvalidInputException e) {
      throw new FormatException(where, EXPECTED, found, FIX, e);
    }
    throw new FormatException(where, EXPECTED, found, FIX);
  }

  /** Without minus zeros, which flips make and by which equal geometries would differ. */
  private static double[] plusZeros(double[] values) {
    return Arrays.stream(values).map(v -> v + 0.0).toArray();
  }

  /** The affine from voxel index to RAS millimetres, three rows of four. */
  static double[] toRas(Geometry geometry) {
    double[] affine = Arrays.copyOf(geometry.affine(), 12);
    for (int i = 0; i < 8; i++) {
      affine[i] = 0 - affine[i];
    }
    return affine;
  }

  /** The determinant of three axes. */
  static double determinant(double[] d) {
    return d[0] * (d[4] * d[8] - d[5] * d[7])
        - d[1] * (d[3] * d[8] - d[5] * d[6])
        + d[2] * (d[3] * d[7] - d[4] * d[6]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a grid of voxels lies in the patient: millimetres, LPS (x to the patient's left, y to
 * posterior, z to superior), as in DICOM. Immutable.
 *
 * <p>{@code p = origin + x * sx * X + y * sy * Y + z * sz * Z} for voxel index {@code (x, y, z)},
 * whose integer values are voxel centres. X, Y, Z are unit vectors, may be oblique, and span space.
 * They need not be perpendicular: a sheared grid, as a tilted gantry makes one, is kept as it is.
 */
public final class Geometry {
  /** How far from 1 the length of a direction may be: stored cosines are rounded. */
  private static final double LENGTH_TOLERANCE = 0.01;

  private static final double FLATTEST = 1e-6;
  private static final double PERPENDICULAR = 1e-3;

  private final double[] origin;
  private final double[] spacing;
  private final double[] direction;

  private Geometry(double[] origin, double[] spacing, double[] direction) {
    this.origin = origin;
    this.spacing = spacing;
    this.direction = direction;
  }

  /**
   * The geometry of its parts.
   *
   * @param origin centre of voxel (0, 0, 0), mm, LPS
   * @param spacing distance of voxel centres along x, y, z, mm, each above 0
   * @param direction nine numbers: X, then Y, then Z, each a unit vector in LPS
   */
  public static Geometry of(double[] origin, double[] spacing, double[] direction) {
    boolean sizes = origin.length == 3 && spacing.length == 3 && direction.length == 9;
    if (!sizes || !finite(origin) || !finite(direction) || !positive(spacing)) {
      throw new InvalidInputException(
          "geometry",
          "3 finite origins, 3 spacings above 0, 9 finite direction cosines",
          Arrays.toString(origin)
              + " "
              + Arrays.toString(spacing)
              + " "
              + Arrays.toString(direction),
          "correct the geometry");
    }
    if (!spans(direction)) {
      throw new InvalidInputException(
          "geometry",
          "three unit vectors that span space",
          Arrays.toString(direction),
          "correct the directions");
    }
    return new Geometry(origin.clone(), spacing.clone(), direction.clone());
  }

  /** Axis-aligned with the given spacing in mm and origin 0. */
  public static Geometry ofSpacing(double sx, double sy, double sz) {
    return of(new double[3], new double[] {sx, sy, sz}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  /**
   * The geometry of an affine from voxel index to millimetres in LPS; the inverse of {@link
   * #affine()}.
   *
   * @param affine 4x4, row by row, with last row 0 0 0 1; the columns span space
   */
  public static Geometry ofAffine(double[] affine) {
    boolean last =
        affine.length == 16
            && Arrays.equals(affine, 12, 16, new double[] {0, 0, 0, 1}, 0, 4)
            && finite(affine);
    if (!last) {
      throw new InvalidInputException(
          "affine", "4x4 finite numbers with last row 0 0 0 1", Arrays.toString(affine), "fix it");
    }
    double[] spacing = new double[3];
    double[] direction = new double[9];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = Math.hypot(Math.hypot(affine[axis], affine[4 + axis]), affine[8 + axis]);
      for (int row = 0; row < 3; row++) {
        direction[3 * axis + row] = affine[4 * row + axis] / Math.max(spacing[axis], 1e-300);
      }
    }
    return of(new double[] {affine[3], affine[7], affine[11]}, spacing, direction);
  }

  /** The geometry of an affine to RAS millimetres (right, anterior, superior), as in NIfTI. */
  public static Geometry ofAffineRas(double[] affine) {
    return ofAffine(flip(affine));
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static boolean positive(double[] values) {
    return Arrays.stream(values).allMatch(v -> v > 0 && Double.isFinite(v));
  }

  private static boolean spans(double[] direction) {
    for (int axis = 0; axis < 3; axis++) {
      double length = Math.sqrt(dot(direction, axis, axis));
      if (Math.abs(length - 1) > LENGTH_TOLERANCE) {
        return false;
      }
    }
    return Math.abs(Matrix3.determinant(direction)) > FLATTEST;
  }

  private static double dot(double[] direction, int i, int j) {
    return direction[3 * i] * direction[3 * j]
        + direction[3 * i + 1] * direction[3 * j + 1]
        + direction[3 * i + 2] * direction[3 * j + 2];
  }

  /** Turns x and y around: LPS to RAS and back. */
  private static double[] flip(double[] affine) {
    double[] out = affine.clone();
    for (int i = 0; i < Math.min(8, out.length); i++) {
      out[i] = 0 - out[i];
    }
    return out;
  }

  /** Centre of voxel (0, 0, 0), mm, LPS; a copy. */
  public double[] origin() {
    return origin.clone();
  }

  /** Distances of voxel centres along x, y, z in mm; a copy. */
  public double[] spacing() {
    return spacing.clone();
  }

  /** X, Y, Z unit vectors one after the other; a copy. */
  public double[] direction() {
    return direction.clone();
  }

  /** The 4x4 affine from voxel index to LPS millimetres, row by row; a copy. */
  public double[] affine() {
    double[] a = new double[16];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        a[4 * row + axis] = direction[3 * axis + row] * spacing[axis];
      }
      a[4 * row + 3] = origin[row];
    }
    a[15] = 1;
    return a;
  }

  /** The 4x4 affine from voxel index to RAS millimetres, row by row, as in NIfTI; a copy. */
  public double[] affineRas() {
    return flip(affine());
  }

  /** The position of a voxel index, mm, LPS. */
  public double[] toPatient(double x, double y, double z) {
    double[] p = Matrix3.times(matrix(), x, y, z);
    for (int row = 0; row < 3; row++) {
      p[row] += origin[row];
    }
    return p;
  }

  /** The voxel index of a position in mm, LPS; fractions lie between voxel centres. */
  public double[] toVoxel(double px, double py, double pz) {
    return Matrix3.times(Matrix3.inverse(matrix()), px - origin[0], py - origin[1], pz - origin[2]);
  }

  private double[] matrix() {
    double[] a = affine();
    return new double[] {a[0], a[1], a[2], a[4], a[5], a[6], a[8], a[9], a[10]};
  }

  /** Whether the axes are perpendicular, up to rounding: formats like DICOM hold nothing else. */
  public boolean isOrthogonal() {
    double most =
        Math.max(
            Math.abs(dot(direction, 0, 1)),
            Math.max(Math.abs(dot(direction, 0, 2)), Math.abs(dot(direction, 1, 2))));
    return most < PERPENDICULAR;
  }

  /**
   * Where the x, y and z index grow to, by the nearest axis of the patient: one letter each of L or
   * R, P or A, S or I. {@code LPS} is the axial slice of DICOM.
   */
  public String orientation() {
    char[] letters = new char[3];
    boolean[] taken = new boolean[3];
    for (int round = 0; round < 3; round++) {
      int best = -1;
      for (int i = 0; i < 9; i++) {
        boolean free = letters[i / 3] == 0 && !taken[i % 3];
        if (free && (best < 0 || Math.abs(direction[i]) > Math.abs(direction[best]))) {
          best = i;
        }
      }
      letters[best / 3] = (direction[best] < 0 ? "RAI" : "LPS").charAt(best % 3);
      taken[best % 3] = true;
    }
    return new String(letters);
  }

  /** The volume of one voxel in cubic millimetres. */
  public double voxelVolume() {
    return Math.abs(Matrix3.determinant(direction)) * spacing[0] * spacing[1] * spacing[2];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Geometry g
        && Arrays.equals(origin, g.origin)
        && Arrays.equals(spacing, g.spacing)
        && Arrays.equals(direction, g.direction);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(origin) * 31 * 31
        + Arrays.hashCode(spacing) * 31
        + Arrays.hashCode(direction);
  }

  /** Spacing in mm, origin and orientation, in few digits; {@link #affine} has them all. */
  @Override
  public String toString() {
    return "Geometry[" + summary() + ", origin " + numbers(origin, ", ") + " mm LPS]";
  }

  /** Spacing and orientation, for people. */
  String summary() {
    return numbers(spacing, " x ") + " mm, " + orientation() + (isOblique() ? " oblique" : "");
  }

  private boolean isOblique() {
    return Arrays.stream(direction).anyMatch(d -> Math.abs(d) > 1e-4 && Math.abs(d) < 0.9999);
  }

  private static String numbers(double[] values, String between) {
    return Arrays.stream(values)
        .mapToObj(v -> new BigDecimal(v).round(new MathContext(5)).stripTrailingZeros())
        .map(BigDecimal::toPlainString)
        .collect(Collectors.joining(between));
  }
}

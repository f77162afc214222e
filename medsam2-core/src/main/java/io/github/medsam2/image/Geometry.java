package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/**
 * Where a grid of voxels lies in the patient: millimetres, LPS (x to the patient's left, y to
 * posterior, z to superior), as in DICOM. Immutable.
 *
 * <p>{@code p = origin + x * sx * X + y * sy * Y + z * sz * Z} for voxel index {@code (x, y, z)},
 * whose integer values are voxel centres. X, Y, Z are unit vectors and may be oblique.
 */
public final class Geometry {
  private final double[] origin;
  private final double[] spacing;
  private final double[] direction;

  private Geometry(double[] origin, double[] spacing, double[] direction) {
    this.origin = origin;
    this.spacing = spacing;
    this.direction = direction;
  }

  /**
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
    return new Geometry(origin.clone(), spacing.clone(), direction.clone());
  }

  /** Axis-aligned with the given spacing in mm and origin 0. */
  public static Geometry ofSpacing(double sx, double sy, double sz) {
    return of(new double[3], new double[] {sx, sy, sz}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static boolean positive(double[] values) {
    return Arrays.stream(values).allMatch(v -> v > 0 && Double.isFinite(v));
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

  /** The position of a voxel index, mm, LPS. */
  public double[] toPatient(double x, double y, double z) {
    double[] a = affine();
    double[] p = new double[3];
    for (int row = 0; row < 3; row++) {
      p[row] = a[4 * row] * x + a[4 * row + 1] * y + a[4 * row + 2] * z + a[4 * row + 3];
    }
    return p;
  }

  /** The volume of one voxel in cubic millimetres. */
  public double voxelVolume() {
    double[] d = direction;
    double det =
        d[0] * (d[4] * d[8] - d[5] * d[7])
            - d[3] * (d[1] * d[8] - d[2] * d[7])
            + d[6] * (d[1] * d[5] - d[2] * d[4]);
    return Math.abs(det) * spacing[0] * spacing[1] * spacing[2];
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

  @Override
  public String toString() {
    return "Geometry[origin "
        + Arrays.toString(origin)
        + " mm, spacing "
        + Arrays.toString(spacing)
        + " mm, direction "
        + Arrays.toString(direction)
        + "]";
  }
}

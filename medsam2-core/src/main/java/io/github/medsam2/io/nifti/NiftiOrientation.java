// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nifti;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.io.voxel.Affines;
import io.github.medsam2.io.voxel.GridSize;

/**
 * Where a NIfTI header says that the grid lies, and the reverse. The sform (an affine) is taken if
 * its code is above 0, else the qform (a rotation as quaternion with spacing), else, as nibabel
 * does, a grid around the origin with x to the left.
 */
final class NiftiOrientation {
  private static final String WHERE = "NIfTI orientation";
  private static final double ROUNDING = 1e-4;

  /** How far from perpendicular axes may be for a rotation to say the same as the affine. */
  private static final double PERPENDICULAR = 1e-5;

  private NiftiOrientation() {}

  static Geometry read(NiftiFields fields, GridSize size) {
    double[] affine;
    if (fields.sformCode() > 0) {
      affine = new double[12];
      for (int i = 0; i < 12; i++) {
        affine[i] = fields.srow(i);
      }
    } else if (fields.qformCode() > 0) {
      affine = qform(fields, size);
    } else {
      affine = centered(fields, size);
    }
    double unit = millimetres(fields.spaceUnits());
    for (int i = 0; i < 12; i++) {
      affine[i] *= unit;
    }
    return Affines.fromRas(WHERE, affine);
  }

  /** Code 0 means unknown, which everybody takes for mm. */
  private static double millimetres(int units) {
    return switch (units) {
      case 0, 2 -> 1;
      case 1 -> 1000;
      case 3 -> 1e-3;
      default ->
          throw new FormatException(
              WHERE + ", xyzt_units",
              "1 (m), 2 (mm), 3 (micrometres) or 0",
              units + "",
              "correct the unit");
    };
  }

  private static double[] qform(NiftiFields fields, GridSize size) {
    double[] rotation = rotation(fields.quatern(0), fields.quatern(1), fields.quatern(2));
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        affine[4 * row + axis] = rotation[3 * row + axis] * spacing(fields, size, axis);
      }
      affine[4 * row + 2] *= handedness(fields.pixdim(0));
      affine[4 * row + 3] = fields.quatern(3 + row);
    }
    return affine;
  }

  /** qfac, in pixdim[0], turns the third axis around for a left-handed grid; 0 stands for 1. */
  private static double handedness(double qfac) {
    if (qfac != 1 && qfac != -1 && qfac != 0) {
      throw new FormatException(
          WHERE + ", pixdim[0]", "1, -1, or 0 for 1", qfac + "", "correct the qform");
    }
    return qfac < 0 ? -1 : 1;
  }

  private static double[] rotation(double b, double c, double d) {
    double rest = 1 - (b * b + c * c + d * d);
    if (!(rest > -ROUNDING)) {
      throw new FormatException(
          WHERE + ", quatern_b, c, d",
          "three numbers whose squares add up to at most 1",
          b + " " + c + " " + d,
          "correct the qform");
    }
    double a = Math.sqrt(Math.max(0, rest));
    double n = a * a + b * b + c * c + d * d;
    return new double[] {
      (a * a + b * b - c * c - d * d) / n, 2 * (b * c - a * d) / n, 2 * (b * d + a * c) / n,
      2 * (b * c + a * d) / n, (a * a + c * c - b * b - d * d) / n, 2 * (c * d - a * b) / n,
      2 * (b * d - a * c) / n, 2 * (c * d + a * b) / n, (a * a + d * d - b * b - c * c) / n
    };
  }

  private static double[] centered(NiftiFields fields, GridSize size) {
    double[] affine = new double[12];
    for (int axis = 0; axis < 3; axis++) {
      double step = spacing(fields, size, axis) * (axis == 0 ? -1 : 1);
      affine[5 * axis] = step;
      affine[4 * axis + 3] = -step * (size.along(axis) - 1) / 2;
    }
    return affine;
  }

  /** Flat images often leave the spacing of the missing axis 0. */
  private static double spacing(NiftiFields fields, GridSize size, int axis) {
    double spacing = fields.pixdim(axis + 1);
    if (spacing == 0 && size.along(axis) == 1) {
      return 1;
    }
    if (!(spacing > 0)) {
      throw new FormatException(
          WHERE + ", pixdim[" + (axis + 1) + "]", "above 0", spacing + "", "correct the spacing");
    }
    return spacing;
  }

  /** Writes the affine as sform, and as qform where a rotation can say it, in mm. */
  static void write(Geometry geometry, NiftiFields fields) {
    double[] affine = geometry.affineRas();
    double[] spacing = geometry.spacing();
    fields.setSpaceUnits(2);
    for (int i = 0; i < 12; i++) {
      fields.setSrow(i, affine[i]);
    }
    double[] r = new double[9];
    for (int i = 0; i < 9; i++) {
      r[i] = affine[i / 3 * 4 + i % 3] / spacing[i % 3];
    }
    double handed = determinant(r) < 0 ? -1 : 1;
    fields.setPixdim(0, handed);
    for (int row = 0; row < 3; row++) {
      r[3 * row + 2] *= handed;
      fields.setPixdim(row + 1, spacing[row]);
      fields.setQuatern(3 + row, affine[4 * row + 3]);
    }
    if (isRotation(r)) {
      double[] bcd = quaternion(r);
      for (int i = 0; i < 3; i++) {
        fields.setQuatern(i, bcd[i]);
      }
      fields.setCodes(1, 1);
    } else {
      fields.setCodes(0, 1);
    }
  }

  private static double determinant(double[] r) {
    return r[0] * (r[4] * r[8] - r[5] * r[7])
        - r[1] * (r[3] * r[8] - r[5] * r[6])
        + r[2] * (r[3] * r[7] - r[4] * r[6]);
  }

  private static boolean isRotation(double[] r) {
    double worst = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double dot = r[i] * r[j] + r[3 + i] * r[3 + j] + r[6 + i] * r[6 + j];
        worst = Math.max(worst, Math.abs(dot - (i == j ? 1 : 0)));
      }
    }
    return worst < PERPENDICULAR;
  }

  /** The b, c, d of a rotation's unit quaternion with a of at least 0. */
  private static double[] quaternion(double[] r) {
    double[] q = {
      1 + r[0] + r[4] + r[8], 1 + r[0] - r[4] - r[8], 1 - r[0] + r[4] - r[8], 1 - r[0] - r[4] + r[8]
    };
    // Four times the products of q's components; the largest square gives the best precision.
    double[][] products = {
      {q[0], r[7] - r[5], r[2] - r[6], r[3] - r[1]},
      {r[7] - r[5], q[1], r[3] + r[1], r[2] + r[6]},
      {r[2] - r[6], r[3] + r[1], q[2], r[7] + r[5]},
      {r[3] - r[1], r[2] + r[6], r[7] + r[5], q[3]}
    };
    int best = 0;
    for (int i = 1; i < 4; i++) {
      best = q[i] > q[best] ? i : best;
    }
    double[] row = products[best];
    double scale = 1 / (2 * Math.sqrt(q[best]));
    double sign = row[0] < 0 ? -scale : scale;
    return new double[] {row[1] * sign, row[2] * sign, row[3] * sign};
  }
}

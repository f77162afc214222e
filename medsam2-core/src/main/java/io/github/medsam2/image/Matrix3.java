// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** 3x3 matrices in nine doubles, row by row. */
final class Matrix3 {

  private Matrix3() {}

  static double determinant(double[] m) {
    return m[0] * (m[4] * m[8] - m[5] * m[7])
        - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6]);
  }

  /** The inverse of a matrix whose determinant is not 0. */
  static double[] inverse(double[] m) {
    double d = determinant(m);
    return new double[] {
      (m[4] * m[8] - m[5] * m[7]) / d,
      (m[2] * m[7] - m[1] * m[8]) / d,
      (m[1] * m[5] - m[2] * m[4]) / d,
      (m[5] * m[6] - m[3] * m[8]) / d,
      (m[0] * m[8] - m[2] * m[6]) / d,
      (m[2] * m[3] - m[0] * m[5]) / d,
      (m[3] * m[7] - m[4] * m[6]) / d,
      (m[1] * m[6] - m[0] * m[7]) / d,
      (m[0] * m[4] - m[1] * m[3]) / d
    };
  }

  static double[] times(double[] m, double x, double y, double z) {
    return new double[] {
      m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z
    };
  }
}

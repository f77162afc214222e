// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

/** Arithmetic of vectors of three, which are never changed. */
public final class Vectors {

  private Vectors() {}

  public static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  public static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  public static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  public static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  public static double[] unit(double[] a) {
    double n = length(a);
    return new double[] {a[0] / n, a[1] / n, a[2] / n};
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.error.InvalidInputException;

/**
 * A colour to show a segment in, in CIELab of the profile connection space (white D50; PS3.3
 * C.10.7.1.1).
 *
 * @param l lightness, 0 to 100
 * @param a green to red, -128 to 127
 * @param b blue to yellow, -128 to 127
 */
public record CieLab(double l, double a, double b) {
  /** White of D50. */
  private static final double[] WHITE = {0.9642, 1.0, 0.8249};

  /** Linear sRGB to XYZ under D50, by Bradford's adaptation (ICC's sRGB profile). */
  private static final double[][] TO_XYZ = {
    {0.4360747, 0.3850649, 0.1430804},
    {0.2225045, 0.7168786, 0.0606169},
    {0.0139322, 0.0971045, 0.7141733}
  };

  /** Checks the ranges. */
  public CieLab {
    // Written so that NaN fails too.
    boolean fits = l >= 0 && l <= 100 && a >= -128 && a <= 127 && b >= -128 && b <= 127;
    if (!fits) {
      throw new InvalidInputException(
          "colour", "L 0 to 100, a and b -128 to 127", l + ", " + a + ", " + b, "correct it");
    }
  }

  /**
   * The colour of sRGB components.
   *
   * @param red 0 to 255
   * @param green 0 to 255
   * @param blue 0 to 255
   */
  public static CieLab ofRgb(int red, int green, int blue) {
    double[] linear = {linear(red), linear(green), linear(blue)};
    double[] f = new double[3];
    for (int i = 0; i < 3; i++) {
      double[] row = TO_XYZ[i];
      f[i] = f((row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]) / WHITE[i]);
    }
    return new CieLab(
        Math.min(100, Math.max(0, 116 * f[1] - 16)), 500 * (f[0] - f[1]), 200 * (f[1] - f[2]));
  }

  private static double linear(int component) {
    if (component < 0 || component > 255) {
      throw new InvalidInputException("colour", "0 to 255", component + "", "give 8-bit sRGB");
    }
    double v = component / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  /** CIE 15: the cube root, with a straight line near 0. */
  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  /** The colour of three stored values of 16 bits. */
  static CieLab ofStored(int[] v) {
    return new CieLab(v[0] * 100.0 / 65535, v[1] * 255.0 / 65535 - 128, v[2] * 255.0 / 65535 - 128);
  }

  /** Three values of 16 bits each. */
  public int[] stored() {
    return new int[] {
      (int) Math.round(l * 65535 / 100),
      (int) Math.round((a + 128) * 65535 / 255),
      (int) Math.round((b + 128) * 65535 / 255)
    };
  }
}

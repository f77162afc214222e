// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

/** The regularised incomplete beta function, by continued fraction (Lentz). */
final class Beta {
  private static final double TINY = 1e-300;

  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private Beta() {}

  /** I_x(a, b). */
  static double regularised(double x, double a, double b) {
    if (x <= 0) {
      return 0;
    } else if (x >= 1) {
      return 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / clamp(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < 300; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / clamp(1 + even * d);
      c = clamp(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / clamp(1 + odd * d);
      c = clamp(1 + odd / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-14) {
        break;
      }
    }
    return h;
  }

  private static double clamp(double v) {
    return Math.abs(v) < TINY ? TINY : v;
  }

  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}

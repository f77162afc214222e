// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/**
 * The healthy diameter along a vessel, interpolated over its lesion: a straight line through the
 * diameters outside, found by leaving out what lies clearly below it until nothing changes.
 */
final class ReferenceFit {
  private static final int ROUNDS = 30;

  /** Change of diameter per length, to both sides: the course may run either way. */
  private static final double STEEPEST = 0.05;

  private final double intercept;
  private final double slope;
  private final double healthy;

  private ReferenceFit(double intercept, double slope, double healthy) {
    this.intercept = intercept;
    this.slope = slope;
    this.healthy = healthy;
  }

  /**
   * @param s arc length, pixels
   * @param d diameter, pixels
   * @param first first sample to use
   * @param last last sample to use
   */
  static ReferenceFit of(double[] s, double[] d, int first, int last) {
    double[] w = new double[s.length];
    for (int i = first; i <= last; i++) {
      w[i] = 1;
    }
    ReferenceFit fit = line(s, d, w, first, last);
    for (int round = 0; round < ROUNDS; round++) {
      // Starts as a high quantile and hardens to "everything not clearly narrowed".
      double hardness = Math.min(1, round / 12.0);
      int used = 0;
      double noise = spread(s, d, w, fit, first, last);
      for (int i = first; i <= last; i++) {
        double r = (d[i] - fit.at(s[i])) / Math.max(1e-6, fit.at(s[i]));
        double band = Math.max(0.03, 2 * noise);
        w[i] = r >= 0 ? tukey(r / band) : soft(-r / band, hardness);
        used += w[i] > 0.3 ? 1 : 0;
      }
      fit = line(s, d, w, first, last);
      fit = new ReferenceFit(fit.intercept, fit.slope, used / (last - first + 1.0));
    }
    return fit;
  }

  private static double tukey(double t) {
    double q = Math.max(0, 1 - t * t);
    return Math.max(0.1, q * q);
  }

  private static double soft(double t, double hardness) {
    double q = Math.max(0, 1 - t * t);
    double quantile = 0.3 / (1 + 3 * t);
    return (1 - hardness) * quantile + hardness * q * q;
  }

  private static double spread(
      double[] s, double[] d, double[] w, ReferenceFit fit, int first, int last) {
    double sum = 0;
    double n = 1e-9;
    for (int i = first; i <= last; i++) {
      double r = (d[i] - fit.at(s[i])) / Math.max(1e-6, fit.at(s[i]));
      sum += w[i] * Math.abs(r);
      n += w[i];
    }
    return Math.min(0.06, 1.25 * sum / n);
  }

  private static ReferenceFit line(double[] s, double[] d, double[] w, int first, int last) {
    double sw = 1e-12;
    double ss = 0;
    double sd = 0;
    for (int i = first; i <= last; i++) {
      sw += w[i];
      ss += w[i] * s[i];
      sd += w[i] * d[i];
    }
    double ms = ss / sw;
    double md = sd / sw;
    double cov = 0;
    double var = 1e-9;
    for (int i = first; i <= last; i++) {
      cov += w[i] * (s[i] - ms) * (d[i] - md);
      var += w[i] * (s[i] - ms) * (s[i] - ms);
    }
    double k = Math.max(-STEEPEST, Math.min(STEEPEST, cov / var));
    return new ReferenceFit(md - k * ms, k, 1);
  }

  double at(double s) {
    return intercept + slope * s;
  }

  /** Share of the samples that count as healthy. */
  double healthy() {
    return healthy;
  }
}

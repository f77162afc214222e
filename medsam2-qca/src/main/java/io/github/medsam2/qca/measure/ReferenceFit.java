// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/**
 * The healthy diameter along a vessel, interpolated over its lesions: a straight line through the
 * diameters outside, found by leaving out what lies clearly below it until nothing changes; and a
 * step down at one place, as where a branch leaves, if that describes the vessel clearly better and
 * the lumen stays at the lower level.
 */
final class ReferenceFit {
  private static final int ROUNDS = 24;

  /** Change of diameter per length, to both sides: the course may run either way. */
  private static final double STEEPEST = 0.05;

  /** A step explains at least this share of what a line leaves. */
  private static final double GAIN = 0.35;

  /** Places at which a step is tried. */
  private static final int MOST_STEPS = 20;

  private static final double LEAST_STEP = 0.08;
  private static final double LARGEST_STEP = 0.5;

  private final double intercept;
  private final double slope;
  private final double step;
  private final double stepAt;
  private final double[] weights;

  private ReferenceFit(
      double intercept, double slope, double step, double stepAt, double[] weights) {
    this.intercept = intercept;
    this.slope = slope;
    this.step = step;
    this.stepAt = stepAt;
    this.weights = weights;
  }

  /**
   * @param s arc length, pixels
   * @param d diameter, pixels
   * @param usable samples that may be a reference
   * @param first first sample to use
   * @param last last sample to use
   * @param side samples that a level needs on both sides of a step
   */
  static ReferenceFit of(double[] s, double[] d, boolean[] usable, int first, int last, int side) {
    ReferenceFit line = robust(s, d, usable, first, last, Double.NaN, ROUNDS);
    double loss = line.loss(s, d, usable, first, last);
    ReferenceFit best = line;
    double least = (1 - GAIN) * loss;
    int stride = Math.max(Math.max(4, side / 3), (last - first) / MOST_STEPS);
    for (int at = first + side; at <= last - side; at += stride) {
      ReferenceFit fit = robust(s, d, usable, first, last, s[at], ROUNDS / 2);
      double share = fit.step / Math.max(1e-6, fit.intercept + fit.slope * s[at]);
      boolean plausible =
          Math.abs(share) >= LEAST_STEP
              && Math.abs(share) <= LARGEST_STEP
              && fit.level(first, at) > side / 2.0
              && fit.level(at, last) > side / 2.0;
      double l = plausible ? fit.loss(s, d, usable, first, last) : loss;
      if (l < least) {
        least = l;
        best = fit;
      }
    }
    return best;
  }

  private double level(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i];
    }
    return sum;
  }

  private double loss(double[] s, double[] d, boolean[] usable, int first, int last) {
    double sum = 0;
    for (int i = first; i <= last; i++) {
      double r = usable[i] ? (d[i] - at(s[i])) / Math.max(1e-6, at(s[i])) : 0;
      sum += Math.min(r * r, 0.1 * 0.1);
    }
    return sum;
  }

  private static ReferenceFit robust(
      double[] s, double[] d, boolean[] usable, int first, int last, double stepAt, int rounds) {
    double[] w = new double[s.length];
    for (int i = first; i <= last; i++) {
      w[i] = usable[i] ? 1 : 0;
    }
    ReferenceFit fit = least(s, d, w, first, last, stepAt);
    for (int round = 0; round < rounds; round++) {
      // Starts as a high quantile and hardens to "everything not clearly narrowed".
      double hardness = Math.min(1, 2.0 * round / rounds);
      double noise = fit.spread(s, d, w, first, last);
      for (int i = first; i <= last; i++) {
        double r = (d[i] - fit.at(s[i])) / Math.max(1e-6, fit.at(s[i]));
        double band = Math.max(0.03, 2 * noise);
        w[i] = !usable[i] ? 0 : r >= 0 ? tukey(r / band) : soft(-r / band, hardness);
      }
      fit = least(s, d, w, first, last, stepAt);
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

  private double spread(double[] s, double[] d, double[] w, int first, int last) {
    double sum = 0;
    double n = 1e-9;
    for (int i = first; i <= last; i++) {
      double r = (d[i] - at(s[i])) / Math.max(1e-6, at(s[i]));
      sum += w[i] * Math.abs(r);
      n += w[i];
    }
    return Math.min(0.06, 1.25 * sum / n);
  }

  /** Weighted least squares; with a step, levels of both sides and a common slope. */
  private static ReferenceFit least(
      double[] s, double[] d, double[] w, int first, int last, double stepAt) {
    double[] n = {1e-12, 1e-12};
    double[] ms = new double[2];
    double[] md = new double[2];
    for (int i = first; i <= last; i++) {
      int k = s[i] >= stepAt ? 1 : 0;
      n[k] += w[i];
      ms[k] += w[i] * s[i];
      md[k] += w[i] * d[i];
    }
    for (int k = 0; k < 2; k++) {
      ms[k] /= n[k];
      md[k] /= n[k];
    }
    double cov = 0;
    double var = 1e-9;
    for (int i = first; i <= last; i++) {
      int k = s[i] >= stepAt ? 1 : 0;
      cov += w[i] * (s[i] - ms[k]) * (d[i] - md[k]);
      var += w[i] * (s[i] - ms[k]) * (s[i] - ms[k]);
    }
    double slope = Math.max(-STEEPEST, Math.min(STEEPEST, cov / var));
    double one = md[0] - slope * ms[0];
    boolean stepped = !Double.isNaN(stepAt) && n[1] > 1e-6;
    double step = stepped ? one - (md[1] - slope * ms[1]) : 0;
    return new ReferenceFit(one, slope, step, stepAt, w);
  }

  double at(double s) {
    return intercept + slope * s - (s >= stepAt ? step : 0);
  }

  /** The same course at another level. */
  ReferenceFit scaled(double by) {
    return new ReferenceFit(by * intercept, by * slope, by * step, stepAt, weights);
  }

  /** How many samples from one to another are not narrowed: on the reference, or wider. */
  int healthy(double[] s, double[] d, boolean[] usable, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += weights[i] > 0.3 || weights[i] > 0 && usable[i] && d[i] > at(s[i]) ? 1 : 0;
    }
    return n;
  }
}

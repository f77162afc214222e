// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * How wide a round vessel appears between its steepest edges after blur, and back. Small vessels
 * saturate: however narrow, they never appear narrower than the blur. The table simulates chord
 * lengths of a circle, exponential attenuation, blur of the system and the pixel, logarithm, and
 * the same derivative filter that finds the edges.
 */
final class BlurModel {
  private static final double FINE = 0.05;
  private static final double LARGEST = 30;

  /** Standard deviation of an apparent width, pixels. */
  private static final double EDGE_NOISE = 0.4;

  /** From this width on the blur no longer makes diameters look alike, pixels. */
  private static final double CLEAR = 8;

  private static final double GRID = 0.05;

  /** Samples of the simulation between two that are kept of a profile. */
  private static final int COARSE = 5;

  private final double[] diameter;
  private final double[] apparent;

  /** Fall of attenuation per pixel outwards from the middle, one profile for each diameter. */
  private final double[][] falls;

  /**
   * @param systemSigma Gaussian blur of the imaging chain, pixels
   * @param filterSigma of the derivative filter along the scan line, pixels
   * @param depthPerPixel optical depth of contrast per pixel of path
   */
  BlurModel(double systemSigma, double filterSigma, double depthPerPixel) {
    // A square pixel blurs like a Gaussian of variance 1/12.
    double system = Math.sqrt(systemSigma * systemSigma + 1 / 12.0);
    int n = 64;
    this.diameter = new double[n];
    this.apparent = new double[n];
    this.falls = new double[n][];
    for (int i = 0; i < n; i++) {
      double share = i / (n - 1.0);
      diameter[i] = 0.2 + (LARGEST - 0.2) * share * share;
      double[] profile = simulate(diameter[i], system, filterSigma, depthPerPixel);
      apparent[i] = steepest(profile);
      falls[i] = falls(profile);
    }
    for (int i = n - 2; i >= 0; i--) {
      apparent[i] = Math.min(apparent[i], apparent[i + 1]);
    }
  }

  /** Attenuation from the middle outwards in fine steps. */
  private static double[] simulate(double d, double system, double filter, double depth) {
    int half = (int) Math.ceil((d / 2 + 4 * (system + filter)) / FINE);
    double[] intensity = new double[half + 1];
    double[] kernel = kernel(system);
    double[] log = new double[half + 1];
    for (int i = 0; i <= half; i++) {
      double x = i * FINE;
      double chord = 2 * Math.sqrt(Math.max(0, d * d / 4 - x * x));
      intensity[i] = Math.exp(-depth * chord);
    }
    double[] blurred = convolve(intensity, kernel, 1);
    for (int i = 0; i <= half; i++) {
      log[i] = -Math.log(blurred[i]);
    }
    return convolve(log, kernel(filter), 0);
  }

  private static double steepest(double[] profile) {
    int steepest = 1;
    for (int i = 1; i < profile.length - 1; i++) {
      if (slope(profile, i) > slope(profile, steepest)) {
        steepest = i;
      }
    }
    return 2 * FINE * (steepest + vertex(profile, steepest));
  }

  private static double[] falls(double[] profile) {
    double[] falls = new double[profile.length / COARSE];
    for (int i = 0; i < falls.length; i++) {
      falls[i] = slope(profile, i * COARSE) / (2 * FINE);
    }
    return falls;
  }

  private static double slope(double[] f, int i) {
    return i < 1 || i >= f.length - 1 ? 0 : f[i - 1] - f[i + 1];
  }

  private static double vertex(double[] f, int i) {
    double a = slope(f, i - 1);
    double b = slope(f, i);
    double c = slope(f, i + 1);
    double bend = a - 2 * b + c;
    return bend >= 0 ? 0 : 0.5 * (a - c) / bend;
  }

  private static double[] kernel(double sigma) {
    int radius = (int) Math.ceil(4 * sigma / FINE);
    double[] k = new double[2 * radius + 1];
    for (int i = -radius; i <= radius; i++) {
      double t = i * FINE / Math.max(sigma, FINE / 4);
      k[i + radius] = Math.exp(-0.5 * t * t);
    }
    double sum = Arrays.stream(k).sum();
    return Arrays.stream(k).map(v -> v / sum).toArray();
  }

  /** Of a function that is even around its first sample and constant beyond its last. */
  private static double[] convolve(double[] f, double[] kernel, double beyond) {
    int radius = kernel.length / 2;
    double[] out = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        int j = Math.abs(i + k);
        sum += kernel[k + radius] * (j < f.length ? f[j] : beyond);
      }
      out[i] = sum;
    }
    return out;
  }

  /** The width a vessel of a diameter appears to have, pixels. */
  double apparent(double d) {
    return d < diameter[0] ? apparent[0] : interpolate(diameter, apparent, d);
  }

  /**
   * The diameter of a vessel of an apparent width, pixels. Near the blur, where many diameters
   * appear alike, it is the mean of those that could appear so, given the noise of edges: the
   * inverse alone would turn noise into occlusions.
   */
  double corrected(double width) {
    if (width > CLEAR) {
      return interpolate(apparent, diameter, width);
    }
    double sum = 0;
    double weights = 0;
    for (double d = GRID / 2; d < CLEAR + 4 * EDGE_NOISE; d += GRID) {
      double off = (apparent(d) - width) / EDGE_NOISE;
      double w = Math.exp(-0.5 * off * off);
      sum += w * d;
      weights += w;
    }
    return weights == 0 ? diameter[0] : sum / weights;
  }

  /** By how much a change of the apparent width changes the diameter it tells. */
  double spreading(double width) {
    return (corrected(width + GRID) - corrected(Math.max(0, width - GRID))) / (2 * GRID);
  }

  /**
   * How steeply attenuation falls at a distance from the middle of a vessel, after the blur and the
   * filter, per pixel outwards.
   */
  double fall(double d, double distance) {
    int i = 1;
    while (i < diameter.length - 1 && diameter[i] < d) {
      i++;
    }
    double t = (d - diameter[i - 1]) / (diameter[i] - diameter[i - 1]);
    double share = Math.max(0, Math.min(1, t));
    return (1 - share) * at(falls[i - 1], distance) + share * at(falls[i], distance);
  }

  private static double at(double[] falls, double distance) {
    double p = distance / (COARSE * FINE);
    int i = (int) p;
    return i + 1 >= falls.length ? 0 : falls[i] + (p - i) * (falls[i + 1] - falls[i]);
  }

  /** Below this apparent width a change of the diameter hardly shows. */
  double limit() {
    int i = 1;
    while (i < diameter.length - 1
        && apparent[i] - apparent[i - 1] < 0.4 * (diameter[i] - diameter[i - 1])) {
      i++;
    }
    return apparent[i];
  }

  private static double interpolate(double[] from, double[] to, double x) {
    int i = 1;
    while (i < from.length - 1 && from[i] < x) {
      i++;
    }
    double span = from[i] - from[i - 1];
    double t = span == 0 ? 0 : (x - from[i - 1]) / span;
    return to[i - 1] + t * (to[i] - to[i - 1]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/** Gaussian and median smoothing of samples; the ends repeat. */
final class Smooth {
  private Smooth() {}

  static double[] gauss(double[] in, double sigma) {
    if (sigma <= 0) {
      return in.clone();
    }
    return convolve(in, kernel(sigma));
  }

  private static double[] convolve(double[] in, double[] kernel) {
    int radius = kernel.length / 2;
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      boolean inside = i >= radius && i + radius < in.length;
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        int j = inside ? i + k : Math.min(in.length - 1, Math.max(0, i + k));
        sum += kernel[k + radius] * in[j];
      }
      out[i] = sum;
    }
    return out;
  }

  private static double[] kernel(double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    double[] k = new double[2 * radius + 1];
    for (int i = -radius; i <= radius; i++) {
      k[i + radius] = Math.exp(-0.5 * i * i / (sigma * sigma));
    }
    double sum = Arrays.stream(k).sum();
    return Arrays.stream(k).map(v -> v / sum).toArray();
  }

  /** Of every row. */
  static double[][] across(double[][] in, double sigma) {
    double[] kernel = kernel(Math.max(sigma, 0.1));
    return Arrays.stream(in).map(row -> convolve(row, kernel)).toArray(double[][]::new);
  }

  /** Of every column. */
  static double[][] along(double[][] in, double sigma) {
    double[][] out = new double[in.length][in[0].length];
    double[] kernel = kernel(Math.max(sigma, 0.1));
    int radius = kernel.length / 2;
    for (int i = 0; i < in.length; i++) {
      for (int k = -radius; k <= radius; k++) {
        double[] row = in[Math.min(in.length - 1, Math.max(0, i + k))];
        double[] sum = out[i];
        double weight = kernel[k + radius];
        for (int j = 0; j < row.length; j++) {
          sum[j] += weight * row[j];
        }
      }
    }
    return out;
  }

  /**
   * Local parabolas with Gaussian weights: unlike a Gaussian mean they do not fill a throat.
   *
   * @param sigma of the weights, samples
   */
  static double[] parabolas(double[] in, double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    if (radius == 0) {
      return in.clone();
    }
    double[] weights = new double[2 * radius + 1];
    for (int k = -radius; k <= radius; k++) {
      double x = k / sigma;
      weights[k + radius] = Math.exp(-0.5 * x * x);
    }
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = parabola(in, i, weights, sigma);
    }
    return out;
  }

  private static double parabola(double[] in, int at, double[] weights, double sigma) {
    int radius = weights.length / 2;
    double[] m = new double[5];
    double[] v = new double[3];
    int low = Math.max(0, at - radius);
    int high = Math.min(in.length - 1, at + radius);
    for (int j = low; j <= high; j++) {
      double x = (j - at) / sigma;
      double power = weights[j - at + radius];
      for (int k = 0; k < 5; k++) {
        m[k] += power;
        v[Math.min(k, 2)] += k < 3 ? power * in[j] : 0;
        power *= x;
      }
    }
    double a = m[2] * m[4] - m[3] * m[3];
    double b = m[2] * m[3] - m[1] * m[4];
    double c = m[1] * m[3] - m[2] * m[2];
    double det = m[0] * a + m[1] * b + m[2] * c;
    return Math.abs(det) < 1e-12 ? v[0] / m[0] : (a * v[0] + b * v[1] + c * v[2]) / det;
  }

  static double[] median(double[] in, int radius) {
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      double[] part =
          Arrays.copyOfRange(in, Math.max(0, i - radius), Math.min(in.length, i + radius + 1));
      Arrays.sort(part);
      out[i] = part[part.length / 2];
    }
    return out;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import java.util.Arrays;

/**
 * Weight and bias of a layer norm by which tokens come out of it nearly as they went in: least
 * squares, channel by channel. Not thread-safe.
 */
final class NormFit {
  private final int width;
  private long count;
  private final double[] x;
  private final double[] norm;
  private final double[] normSquare;
  private final double[] product;

  NormFit(int width) {
    this.width = width;
    this.x = new double[width];
    this.norm = new double[width];
    this.normSquare = new double[width];
    this.product = new double[width];
  }

  /**
   * @param tokens one after the other, each as wide
   */
  void add(float[] tokens) {
    for (int start = 0; start < tokens.length; start += width) {
      add(tokens, start);
    }
  }

  private void add(float[] tokens, int start) {
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < width; c++) {
      sum += tokens[start + c];
      squares += (double) tokens[start + c] * tokens[start + c];
    }
    double mean = sum / width;
    double deviation = Math.sqrt(Math.max(1e-12, squares / width - mean * mean));
    for (int c = 0; c < width; c++) {
      double value = tokens[start + c];
      double normed = (value - mean) / deviation;
      x[c] += value;
      norm[c] += normed;
      normSquare[c] += normed * normed;
      product[c] += value * normed;
    }
    count++;
  }

  float[] weight() {
    float[] weight = new float[width];
    Arrays.fill(weight, 1);
    for (int c = 0; c < width && count > 0; c++) {
      double spread = normSquare[c] / count - Math.pow(norm[c] / count, 2);
      double common = product[c] / count - x[c] / count * (norm[c] / count);
      weight[c] = spread > 1e-9 ? (float) (common / spread) : 0;
    }
    return weight;
  }

  float[] bias() {
    float[] weight = weight();
    float[] bias = new float[width];
    for (int c = 0; c < width && count > 0; c++) {
      bias[c] = (float) (x[c] / count - weight[c] * norm[c] / count);
    }
    return bias;
  }
}

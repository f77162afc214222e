// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static io.github.medsam2.engine.reference.Checks.require;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Element-wise functions and normalisation, computed in double. */
final class Functions {

  private Functions() {}

  static Nd map(Nd x, DoubleUnaryOperator f) {
    float[] in = x.floats();
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = (float) f.applyAsDouble(in[i]);
    }
    return Nd.over(out, x.shape().dims());
  }

  static Nd zip(String op, Nd a, Nd b, DoubleBinaryOperator f) {
    long[] dims = Layout.common(op, a.shape(), b.shape());
    float[] left = Layout.broadcast(a, dims).floats();
    float[] right = Layout.broadcast(b, dims).floats();
    float[] out = new float[left.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) f.applyAsDouble(left[i], right[i]);
    }
    return Nd.over(out, dims);
  }

  /** A vector of equal values. */
  static Nd filled(float value, int size) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return Nd.over(values, size);
  }

  static double gelu(double x) {
    return 0.5 * x * erfc(-x / Math.sqrt(2));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * The complementary error function, to about 1e-14. Near zero by the series {@code erf(x) =
   * 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!}, whose terms are all of one sign; in the tail
   * by a continued fraction (Abramowitz and Stegun 7.1.6 and 7.1.14).
   */
  static double erfc(double x) {
    if (x < 0) {
      return 2 - erfc(-x);
    }
    double bell = Math.exp(-x * x);
    if (x < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; term > sum * 1e-17; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 1 - 2 / Math.sqrt(Math.PI) * bell * sum;
    }
    double fraction = x;
    for (int n = 60; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return bell / Math.sqrt(Math.PI) / fraction;
  }

  /** Softmax over the last axis. */
  static Nd softmax(Nd x) {
    require(x.rank() > 0, "softmax", "at least one axis", x);
    float[] out = x.floats().clone();
    int width = x.dim(-1);
    for (int at = 0; at < out.length; at += width) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = at; i < at + width; i++) {
        max = Math.max(max, out[i]);
      }
      double sum = 0;
      for (int i = at; i < at + width; i++) {
        sum += Math.exp(out[i] - max);
      }
      for (int i = at; i < at + width; i++) {
        out[i] = (float) (Math.exp(out[i] - max) / sum);
      }
    }
    return Nd.over(out, x.shape().dims());
  }

  /** Layer norm over the last axis. */
  static Nd layerNorm(String op, Nd x, Nd weight, Nd bias, double epsilon) {
    require(x.rank() > 0, op, "at least one axis", x);
    int width = x.dim(-1);
    require(
        weight.shape().equals(bias.shape()) && weight.rank() == 1 && weight.dim(0) == width,
        op,
        "weight and bias (" + width + ")",
        weight,
        bias);
    float[] in = x.floats();
    float[] out = new float[in.length];
    for (int at = 0; at < in.length; at += width) {
      double mean = 0;
      for (int j = 0; j < width; j++) {
        mean += in[at + j];
      }
      mean /= width;
      double variance = 0;
      for (int j = 0; j < width; j++) {
        variance += (in[at + j] - mean) * (in[at + j] - mean);
      }
      double deviation = Math.sqrt(variance / width + epsilon);
      for (int j = 0; j < width; j++) {
        double unit = (in[at + j] - mean) / deviation;
        out[at + j] = (float) (unit * weight.floats()[j] + bias.floats()[j]);
      }
    }
    return Nd.over(out, x.shape().dims());
  }
}

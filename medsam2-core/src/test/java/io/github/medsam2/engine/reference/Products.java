// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static io.github.medsam2.engine.reference.Checks.require;

import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Linear maps, matrix products and attention. */
final class Products {

  private Products() {}

  static Nd linear(Nd x, Nd weight, @Nullable Nd bias) {
    Checks.rank("linear weight", weight, 2);
    int in = weight.dim(1);
    int out = weight.dim(0);
    require(x.rank() > 0 && x.dim(-1) == in, "linear", "last axis of " + in, x);
    int rows = x.span(0, x.rank() - 1);
    float[] y = new float[Math.multiplyExact(rows, out)];
    Matrix.of(y, 0, rows, out)
        .setProduct(
            Matrix.of(x.floats(), 0, rows, in),
            Matrix.of(weight.floats(), 0, out, in).transposed());
    addBias("linear", y, out, 1, bias);
    return Nd.over(y, x.shape().with(-1, out).dims());
  }

  /** Adds {@code bias[c]} where elements cycle through channels of {@code run} elements each. */
  static void addBias(String op, float[] y, int channels, int run, @Nullable Nd bias) {
    if (bias == null) {
      return;
    }
    require(bias.rank() == 1 && bias.dim(0) == channels, op + " bias", "(" + channels + ")", bias);
    float[] b = bias.floats();
    for (int i = 0; i < y.length; i++) {
      y[i] += b[i / run % channels];
    }
  }

  static Nd matmul(Nd a, Nd b) {
    require(
        a.rank() >= 2 && b.rank() >= 2 && a.dim(-1) == b.dim(-2), "matmul", "(m, k), (k, n)", a, b);
    int m = a.dim(-2);
    int k = a.dim(-1);
    int n = b.dim(-1);
    long[] lead = Layout.common("matmul", batchOf(a), batchOf(b));
    float[] left = Layout.broadcast(a, append(lead, m, k)).floats();
    float[] right = Layout.broadcast(b, append(lead, k, n)).floats();
    int count = Math.toIntExact(Arrays.stream(lead).reduce(1, Math::multiplyExact));
    float[] out = new float[Math.multiplyExact(count, Math.multiplyExact(m, n))];
    for (int i = 0; i < count; i++) {
      Matrix.of(out, i * m * n, m, n)
          .setProduct(Matrix.of(left, i * m * k, m, k), Matrix.of(right, i * k * n, k, n));
    }
    return Nd.over(out, append(lead, m, n));
  }

  private static Shape batchOf(Nd x) {
    return Shape.of(Arrays.copyOf(x.shape().dims(), x.rank() - 2));
  }

  private static long[] append(long[] lead, long rows, long cols) {
    long[] dims = Arrays.copyOf(lead, lead.length + 2);
    dims[lead.length] = rows;
    dims[lead.length + 1] = cols;
    return dims;
  }

  static Nd attention(Nd q, Nd k, Nd v, int heads, @Nullable Nd bias) {
    checkAttention(q, k, v, heads);
    int n = q.dim(0);
    int length = q.dim(1);
    int memory = k.dim(1);
    int depth = q.dim(2) / heads;
    int width = v.dim(2) / heads;
    float[] added =
        bias == null ? new float[0] : Layout.broadcast(bias, n, heads, length, memory).floats();
    float[] scores = new float[Math.multiplyExact(length, memory)];
    float[] out = new float[Math.multiplyExact(n * length, heads * width)];
    for (int i = 0; i < n * heads; i++) {
      int head = i % heads;
      Matrix keys = head(k, i / heads, head, depth);
      Matrix s = Matrix.of(scores, 0, length, memory);
      s.setProduct(head(q, i / heads, head, depth), keys.transposed());
      softmaxRows(scores, memory, 1 / Math.sqrt(depth), added, i * scores.length);
      int at = i / heads * length * heads * width + head * width;
      Matrix.columns(out, at, length, width, heads * width)
          .setProduct(s, head(v, i / heads, head, width));
    }
    return Nd.over(out, n, length, (long) heads * width);
  }

  private static void checkAttention(Nd q, Nd k, Nd v, int heads) {
    Checks.rank("attention query", q, 3);
    Checks.rank("attention key", k, 3);
    Checks.rank("attention value", v, 3);
    require(
        q.dim(2) == k.dim(2) && q.dim(2) % heads == 0 && v.dim(2) % heads == 0,
        "attention of " + heads + " heads",
        "widths that match and divide",
        q,
        k,
        v);
    require(k.dim(1) == v.dim(1), "attention", "as many values as keys", k, v);
    require(
        (k.dim(0) == 1 || k.dim(0) == q.dim(0)) && (v.dim(0) == 1 || v.dim(0) == q.dim(0)),
        "attention",
        "the batch of the query, or 1",
        q,
        k,
        v);
  }

  /** The rows (L, depth) of one head; a batch of 1 serves every batch. */
  private static Matrix head(Nd x, int batch, int head, int depth) {
    int row = x.dim(2);
    int start = x.dim(0) == 1 ? 0 : batch * x.dim(1) * row;
    return Matrix.columns(x.floats(), start + head * depth, x.dim(1), depth, row);
  }

  private static void softmaxRows(float[] s, int width, double scale, float[] bias, int biasAt) {
    double[] row = new double[width];
    for (int at = 0; at < s.length; at += width) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < width; j++) {
        row[j] = s[at + j] * scale + (bias.length == 0 ? 0 : bias[biasAt + at + j]);
        max = Math.max(max, row[j]);
      }
      double sum = 0;
      for (int j = 0; j < width; j++) {
        row[j] = Math.exp(row[j] - max);
        sum += row[j];
      }
      for (int j = 0; j < width; j++) {
        s[at + j] = (float) (row[j] / sum);
      }
    }
  }
}

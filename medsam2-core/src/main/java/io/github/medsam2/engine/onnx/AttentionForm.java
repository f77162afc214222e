// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Attention as two matrix products around a softmax, which runs near the speed of its products and
 * faster than the fused operators. With one head there is nothing to split, and one memory for many
 * queries becomes a single large product. The runtime folds the scale into the first product.
 */
final class AttentionForm {
  private final Emitter emit;

  AttentionForm(Emitter emit) {
    this.emit = emit;
  }

  OnnxValue apply(OnnxValue q, OnnxValue k, OnnxValue v, int heads, @Nullable OnnxValue bias) {
    check(q.shape(), k.shape(), v.shape(), heads);
    double scale = 1 / Math.sqrt((double) q.shape().dim(2) / heads);
    return heads == 1 && bias == null ? single(q, k, v, scale) : split(q, k, v, heads, scale, bias);
  }

  private OnnxValue single(OnnxValue q, OnnxValue k, OnnxValue v, double scale) {
    OnnxValue scores = emit.matmul(q, emit.transpose(k, 0, 2, 1)); // (N, L, M)
    return emit.matmul(emit.softmax(emit.zip("Mul", scores, scale)), v);
  }

  private OnnxValue split(
      OnnxValue q, OnnxValue k, OnnxValue v, int heads, double scale, @Nullable OnnxValue bias) {
    OnnxValue queries = emit.transpose(byHead(q, heads), 0, 2, 1, 3); // (N, heads, L, D)
    OnnxValue keys = emit.transpose(byHead(k, heads), 0, 2, 3, 1); // (N, heads, D, M)
    OnnxValue values = emit.transpose(byHead(v, heads), 0, 2, 1, 3); // (N, heads, M, E)
    OnnxValue scores = emit.zip("Mul", emit.matmul(queries, keys), scale);
    OnnxValue weights = emit.softmax(bias == null ? scores : emit.zip("Add", scores, bias));
    OnnxValue out = emit.matmul(weights, values);
    return emit.reshape(emit.transpose(out, 0, 2, 1, 3), 0, 0, v.shape().dim(2));
  }

  private OnnxValue byHead(OnnxValue x, int heads) {
    return emit.reshape(x, 0, 0, heads, x.shape().dim(2) / heads);
  }

  private static void check(Shape q, Shape k, Shape v, int heads) {
    Shapes.rank("attention", q, 3);
    Shapes.rank("attention", k, 3);
    Shapes.rank("attention", v, 3);
    Shapes.same("attention", q, 2, k, 2);
    Shapes.same("attention", k, 1, v, 1);
    Shapes.same("attention", k, 0, v, 0);
    boolean fits = q.dim(2) > 0 && q.dim(2) % heads == 0 && v.dim(2) > 0 && v.dim(2) % heads == 0;
    Shapes.require(fits, "attention", "known widths divisible by " + heads, q + " and " + v);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose three projections are one matrix, as torch's {@code MultiheadAttention} stores
 * them. Without a bias, queries of known number are taken in turns: see {@link QuerySlices}.
 *
 * @param layers the module with {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj}
 * @param heads attention heads
 * @param <T> the engine's value
 */
public record FusedAttention<T>(Layers<T> layers, int heads) {
  /**
   * @param q (N, L, C)
   * @param k (N, M, C)
   * @param v (N, M, C)
   * @param bias added to the scores, broadcast to (N, heads, L, M); or none
   * @return (N, L, C)
   */
  public T apply(T q, T k, T v, @Nullable T bias) {
    T attended = attend(projected(q, 0), projected(k, 1), projected(v, 2), bias);
    return layers.linear(attended, "out_proj");
  }

  /** As {@link #apply} of one value that asks, is asked and is told. */
  public T self(T x, @Nullable T bias) {
    Ops<T> ops = layers.ops();
    T all = ops.linear(x, layers.param("in_proj_weight"), layers.param("in_proj_bias"));
    long c = ops.shape(x).dim(2);
    T attended =
        attend(
            ops.slice(all, 2, 0, c),
            ops.slice(all, 2, c, 2 * c),
            ops.slice(all, 2, 2 * c, 3 * c),
            bias);
    return layers.linear(attended, "out_proj");
  }

  private T projected(T x, int part) {
    Ops<T> ops = layers.ops();
    long c = ops.shape(x).dim(2);
    T weight = ops.slice(layers.param("in_proj_weight"), 0, part * c, (part + 1) * c);
    T bias = ops.slice(layers.param("in_proj_bias"), 0, part * c, (part + 1) * c);
    return ops.linear(x, weight, bias);
  }

  private T attend(T q, T k, T v, @Nullable T bias) {
    Ops<T> ops = layers.ops();
    boolean known = ops.shape(q).dim(1) != Shape.ANY && ops.shape(k).dim(1) != Shape.ANY;
    return known && bias == null
        ? QuerySlices.attend(ops, q, k, v, heads)
        : ops.attention(q, k, v, heads, bias);
  }
}

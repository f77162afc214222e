// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose three projections are one matrix, as torch's {@code MultiheadAttention} stores
 * them. Many queries are taken in turns, so that the scores of all never lie in memory at once.
 *
 * @param layers the module with {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj}
 * @param heads attention heads
 * @param <T> the engine's value
 */
public record FusedAttention<T>(Layers<T> layers, int heads) {
  /** Scores in memory at once: 128 MiB of them. */
  private static final long SCORES = 1 << 25;

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
    long queries = ops.shape(q).dim(1);
    long keys = ops.shape(k).dim(1);
    long step = keys == Shape.ANY ? queries : Math.max(1, SCORES / (keys * heads));
    if (queries == Shape.ANY || queries <= step || bias != null) {
      return ops.attention(q, k, v, heads, bias);
    }
    List<T> parts = new ArrayList<>();
    for (long from = 0; from < queries; from += step) {
      T part = ops.slice(q, 1, from, Math.min(queries, from + step));
      parts.add(ops.scope(() -> ops.attention(part, k, v, heads, null)));
    }
    return ops.concat(1, parts);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

/**
 * Attention with separate projections.
 *
 * @param layers the module with {@code q_proj}, {@code k_proj}, {@code v_proj}, {@code out_proj}
 * @param heads attention heads
 * @param <T> the engine's value
 */
public record Attention<T>(Layers<T> layers, int heads) {

  /**
   * @param q (N, L, C)
   * @param k (N or 1, M, C)
   * @param v (N or 1, M, C)
   * @return (N, L, C)
   */
  public T apply(T q, T k, T v) {
    return out(layers.linear(q, "q_proj"), k, v);
  }

  /** As {@link #apply} for queries of one image and keys of many prompts. */
  public T applyToMany(T q, T k, T v) {
    return out(layers.ops().expandBatch(layers.linear(q, "q_proj"), k), k, v);
  }

  private T out(T projectedQ, T k, T v) {
    T attended =
        layers
            .ops()
            .attention(
                projectedQ, layers.linear(k, "k_proj"), layers.linear(v, "v_proj"), heads, null);
    return layers.linear(attended, "out_proj");
  }
}

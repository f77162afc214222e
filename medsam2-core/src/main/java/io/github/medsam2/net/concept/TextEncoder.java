// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.FusedAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * A sequence of numbers to its words. Each sees those before it only, and padding is read by
 * nobody, so a sequence without padding gives the same as one with it.
 *
 * @param at the module with {@code encoder} and {@code resizer}
 * @param config sizes
 * @param <T> the engine's value
 */
public record TextEncoder<T>(Layers<T> at, TextConfig config) {

  /**
   * What the first block reads.
   *
   * @param ids (1, n) int64, without padding
   * @param places (1, n) int64: 0 to n - 1
   * @return (1, n, width of the encoder)
   */
  public T begin(T ids, T places) {
    Ops<T> ops = at.ops();
    Layers<T> encoder = at.at("encoder");
    return ops.add(
        ops.gather(encoder.param("token_embedding.weight"), ids),
        ops.gather(encoder.param("positional_embedding"), places));
  }

  /**
   * Some blocks.
   *
   * @param x (1, n, width of the encoder)
   * @param causal (1, 1, n, n) added to the scores: what hides a later word from an earlier one
   * @param from the first block
   * @param to the block after the last one
   */
  public T blocks(T x, T causal, int from, int to) {
    for (int i = from; i < to; i++) {
      Layers<T> block = at.at("encoder").at("transformer.resblocks", i);
      T before = x;
      x = at.ops().scope(() -> block(block, before, causal));
    }
    return x;
  }

  /** What the last block gave as (1, n, C). */
  public T end(T x) {
    return at.linear(at.at("encoder").layerNorm(x, "ln_final", Layers.EPS), "resizer");
  }

  private T block(Layers<T> block, T x, T causal) {
    Ops<T> ops = at.ops();
    FusedAttention<T> attention = new FusedAttention<>(block.at("attn"), config.heads());
    T seen = ops.add(x, attention.self(block.layerNorm(x, "ln_1", Layers.EPS), causal));
    T hidden = ops.gelu(block.linear(block.layerNorm(seen, "ln_2", Layers.EPS), "mlp.c_fc"));
    return ops.add(seen, block.linear(hidden, "mlp.c_proj"));
  }
}

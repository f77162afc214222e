// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * How well each query fits the prompt.
 *
 * @param at the module
 * @param <T> the engine's value
 */
public record PromptScores<T>(Layers<T> at) {

  /**
   * @param queries (1, Q, C), normed
   * @param prompt (1, P, C)
   * @param average (1, 1, P): 1 / P everywhere
   * @return (1, Q, 1) logits, not clamped
   */
  public T score(T queries, T prompt, T average) {
    Ops<T> ops = at.ops();
    T thought = ops.add(prompt, at.mlp(prompt, "prompt_mlp", 2));
    T mean = ops.matmul(average, at.layerNorm(thought, "prompt_mlp.out_norm", Layers.EPS));
    T wanted = ops.permute(at.linear(mean, "prompt_proj"), 0, 2, 1); // (1, C, 1)
    T product = ops.matmul(at.linear(queries, "hs_proj"), wanted);
    return ops.affine(product, 1 / Math.sqrt(ops.shape(queries).dim(2)), 0);
  }
}

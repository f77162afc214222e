// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.FusedAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * The masks of queries: coarse features that have read the prompt are refined with the detector's
 * finer ones, and each query says what of them it is.
 *
 * @param at the module
 * @param config sizes
 * @param side g of the feature grid
 * @param <T> the engine's value
 */
public record MaskPainter<T>(Layers<T> at, ConceptConfig config, int side) {
  private static final int GROUPS = 8;

  /**
   * What is shown at each pixel of a mask: (1, C, 4g, 4g).
   *
   * @param image (1, g * g, C) of {@link FusionEncoder#read}
   * @param prompt (1, P, C)
   * @param middle (1, C, 2g, 2g) of the detector's neck
   * @param fine (1, C, 4g, 4g)
   */
  public T pixels(T image, T prompt, T middle, T fine) {
    Ops<T> ops = at.ops();
    T coarse = ops.scope(() -> coarse(image, prompt));
    T half = ops.scope(() -> refined(coarse, middle, 0));
    return ops.scope(() -> refined(half, fine, 1));
  }

  private T coarse(T image, T prompt) {
    Ops<T> ops = at.ops();
    FusedAttention<T> attention =
        new FusedAttention<>(at.at("cross_attend_prompt"), config.heads());
    T asked = at.layerNorm(image, "cross_attn_norm", Layers.EPS);
    T read = ops.add(image, attention.apply(asked, prompt, prompt, null));
    return ops.reshape(ops.permute(read, 0, 2, 1), 1, config.width(), side, side);
  }

  private T refined(T coarse, T finer, int i) {
    Ops<T> ops = at.ops();
    Layers<T> decoder = at.at("pixel_decoder");
    T sum = ops.scope(() -> ops.add(finer, ops.upsampleNearest2x(coarse)));
    T map = ops.scope(() -> decoder.conv(sum, "conv_layers." + i, 1, 1));
    Layers<T> norm = decoder.at("norms", i);
    T normed = ops.groupNorm(map, GROUPS, norm.param("weight"), norm.param("bias"), Layers.EPS);
    return ops.relu(normed);
  }

  /**
   * The masks of some queries. The last convolution is of one pixel, so it is done to the queries
   * instead of the map: the same sums in another order.
   *
   * @param pixels of {@link #pixels}
   * @param queries (1, K, C), normed
   * @return (1, K, 4g * 4g) logits
   */
  public T masks(T pixels, T queries) {
    Ops<T> ops = at.ops();
    int c = config.width();
    T wanted = at.at("mask_predictor").mlp(queries, "mask_embed", 3);
    T weight = ops.reshape(at.param("instance_seg_head.weight"), c, c);
    T bias = ops.reshape(at.param("instance_seg_head.bias"), c, 1);
    T flat = ops.reshape(pixels, 1, c, 16L * side * side);
    return ops.add(ops.matmul(ops.matmul(wanted, weight), flat), ops.matmul(wanted, bias));
  }
}

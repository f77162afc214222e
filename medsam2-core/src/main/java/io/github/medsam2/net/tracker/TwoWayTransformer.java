// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Attention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * Tokens and image look at each other, twice, and the tokens once more.
 *
 * @param layers {@code sam_mask_decoder.transformer}
 * @param <T> the engine's value
 */
record TwoWayTransformer<T>(Layers<T> layers) {
  private static final int HEADS = 8;

  /**
   * What comes out.
   *
   * @param tokens (B, t, C)
   * @param image (B, L, C)
   */
  record Result<T>(T tokens, T image) {}

  /**
   * @param tokens (B, t, C); they also serve as their own positions in every layer
   * @param image (B or 1, L, C)
   * @param positions (1, L, C)
   */
  Result<T> apply(T tokens, T image, T positions) {
    Ops<T> ops = layers.ops();
    T q = tokens;
    T keys = image;
    for (int i = 0; i < 2; i++) {
      Layers<T> layer = layers.at("layers", i);
      q = norm(layer, 1, selfAttention(layer, q, tokens, i == 0));
      T asked = ops.add(q, tokens);
      T seen =
          attention(layer, "cross_attn_token_to_image")
              .apply(asked, ops.add(keys, positions), keys);
      q = norm(layer, 2, ops.add(q, seen));
      q = norm(layer, 3, ops.add(q, layer.mlp(q, "mlp", 2)));
      T said =
          attention(layer, "cross_attn_image_to_token")
              .applyToMany(ops.add(keys, positions), ops.add(q, tokens), q);
      keys = norm(layer, 4, ops.add(keys, said));
    }
    T last =
        attention(layers, "final_attn_token_to_image")
            .apply(ops.add(q, tokens), ops.add(keys, positions), keys);
    return new Result<>(layers.layerNorm(ops.add(q, last), "norm_final_attn", Layers.EPS), keys);
  }

  /** The first layer has neither positions nor a residual: its input is the positions. */
  private T selfAttention(Layers<T> layer, T q, T tokens, boolean first) {
    Attention<T> self = attention(layer, "self_attn");
    if (first) {
      return self.apply(q, q, q);
    }
    Ops<T> ops = layers.ops();
    T placed = ops.add(q, tokens);
    return ops.add(q, self.apply(placed, placed, q));
  }

  private Attention<T> attention(Layers<T> in, String name) {
    return new Attention<>(in.at(name), HEADS);
  }

  private T norm(Layers<T> layer, int index, T x) {
    return layer.layerNorm(x, "norm" + index, Layers.EPS);
  }
}

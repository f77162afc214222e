// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Attention;
import io.github.medsam2.net.layer.FewAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * Tokens and image look at each other, twice, and the tokens once more.
 *
 * @param layers {@code sam_mask_decoder.transformer}
 * @param <T> the engine's value
 */
record TwoWayTransformer<T>(Layers<T> layers) {

  /**
   * What comes out.
   *
   * @param tokens (B, t, C)
   * @param image (B, L, C)
   */
  record Result<T>(T tokens, T image) {}

  /** What the first layer makes of an image (1, L, C) at its positions. */
  SeenImage<T> see(T image, T positions) {
    return Talk.see(layers.at("layers", 0), image, layers.ops().add(image, positions));
  }

  /**
   * @param tokens (B, t, C); they also serve as their own positions in every layer
   */
  Result<T> apply(T tokens, ImageSide<T> side) {
    Ops<T> ops = layers.ops();
    T q = tokens;
    T image = side.image();
    for (int i = 0; i < 2; i++) {
      Layers<T> layer = layers.at("layers", i);
      Talk<T> talk =
          i == 0 && side.seen() != null
              ? new Talk.Seen<>(layer, side.seen())
              : talk(layer, image, ops.add(image, side.positions()), side.few());
      q = norm(layer, 1, selfAttention(layer, q, tokens, i == 0));
      q = norm(layer, 2, ops.add(q, talk.tokensAsk(ops.add(q, tokens))));
      q = norm(layer, 3, ops.add(q, layer.mlp(q, "mlp", 2)));
      image = norm(layer, 4, ops.add(image, talk.imageAsks(ops.add(q, tokens), q)));
    }
    T last = lastLook(ops.add(q, tokens), image, ops.add(image, side.positions()), side.few());
    return new Result<>(layers.layerNorm(ops.add(q, last), "norm_final_attn", Layers.EPS), image);
  }

  private Talk<T> talk(Layers<T> layer, T image, T placed, boolean few) {
    return few ? new Talk.Few<>(layer, image, placed) : new Talk.Many<>(layer, image, placed);
  }

  private T lastLook(T q, T image, T placed, boolean few) {
    Layers<T> last = layers.at("final_attn_token_to_image");
    return few
        ? FewAttention.of(last, Talk.HEADS).tokensAsk(q, placed, image)
        : new Attention<>(last, Talk.HEADS).apply(q, placed, image);
  }

  /** The first layer has neither positions nor a residual: its input is the positions. */
  private T selfAttention(Layers<T> layer, T q, T tokens, boolean first) {
    Attention<T> self = new Attention<>(layer.at("self_attn"), Talk.HEADS);
    if (first) {
      return self.apply(q, q, q);
    }
    Ops<T> ops = layers.ops();
    T placed = ops.add(q, tokens);
    return ops.add(q, self.apply(placed, placed, q));
  }

  private T norm(Layers<T> layer, int index, T x) {
    return layer.layerNorm(x, "norm" + index, Layers.EPS);
  }
}

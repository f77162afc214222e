// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.FusedAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import org.jspecify.annotations.Nullable;

/**
 * A layer in which tokens look at each other, then at something else: example boxes at the image,
 * the image at a prompt. Norms come first.
 *
 * @param at the layer
 * @param heads attention heads
 * @param <T> the engine's value
 */
record PromptLayer<T>(Layers<T> at, int heads) {

  /** Tokens that have seen each other; {@code place} is added to what they ask and are asked. */
  T among(T x, @Nullable T place) {
    Ops<T> ops = at.ops();
    T y = at.layerNorm(x, "norm1", Layers.EPS);
    FusedAttention<T> attention = new FusedAttention<>(at.at("self_attn"), heads);
    if (place == null) {
      return ops.add(x, attention.self(y, null));
    }
    T placed = ops.add(y, place);
    return ops.add(x, attention.apply(placed, placed, y, null));
  }

  /** Tokens that have seen something else, and thought about it. */
  T beyond(T x, T keys, T values) {
    Ops<T> ops = at.ops();
    FusedAttention<T> attention = new FusedAttention<>(at.at("cross_attn_image"), heads);
    T seen = ops.add(x, attention.apply(at.layerNorm(x, "norm2", Layers.EPS), keys, values, null));
    return ops.add(seen, feedForward(at, at.layerNorm(seen, "norm3", Layers.EPS)));
  }

  /** Two linear layers with ReLU between them. */
  static <T> T feedForward(Layers<T> at, T x) {
    return at.linear(at.ops().relu(at.linear(x, "linear1")), "linear2");
  }
}

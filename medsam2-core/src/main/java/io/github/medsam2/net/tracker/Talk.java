// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Attention;
import io.github.medsam2.net.layer.FewAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.SeenAttention;

/**
 * How tokens and an image look at each other in one layer: three orders of the same sums.
 *
 * @param <T> the engine's value
 */
sealed interface Talk<T> {
  /** Attention heads. */
  int HEADS = 8;

  /** Tokens (N, t, C) look at the image; (N, t, C). */
  T tokensAsk(T q);

  /** The image looks at tokens (N, t, C); (N, L, C). */
  T imageAsks(T k, T v);

  static <T> Layers<T> toImage(Layers<T> layer) {
    return layer.at("cross_attn_token_to_image");
  }

  static <T> Layers<T> toTokens(Layers<T> layer) {
    return layer.at("cross_attn_image_to_token");
  }

  /** With any number of tokens. {@code placed} is the image with its positions. */
  record Many<T>(Layers<T> layer, T image, T placed) implements Talk<T> {
    @Override
    public T tokensAsk(T q) {
      return new Attention<>(toImage(layer), HEADS).apply(q, placed, image);
    }

    @Override
    public T imageAsks(T k, T v) {
      return new Attention<>(toTokens(layer), HEADS).applyToMany(placed, k, v);
    }
  }

  /** With few tokens. */
  record Few<T>(Layers<T> layer, T image, T placed) implements Talk<T> {
    @Override
    public T tokensAsk(T q) {
      return FewAttention.of(toImage(layer), HEADS).tokensAsk(q, placed, image);
    }

    @Override
    public T imageAsks(T k, T v) {
      return FewAttention.of(toTokens(layer), HEADS).imageAsks(placed, k, v);
    }
  }

  /** With an image that was seen before. */
  record Seen<T>(Layers<T> layer, SeenImage<T> seen) implements Talk<T> {
    @Override
    public T tokensAsk(T q) {
      return SeenAttention.of(toImage(layer), HEADS).tokensAsk(q, seen.keys(), seen.values());
    }

    @Override
    public T imageAsks(T k, T v) {
      return SeenAttention.of(toTokens(layer), HEADS).imageAsks(seen.queries(), k, v);
    }
  }

  /** Sees an image (1, L, C), with its positions. */
  static <T> SeenImage<T> see(Layers<T> layer, T image, T placed) {
    SeenAttention<T> tokens = SeenAttention.of(toImage(layer), HEADS);
    SeenAttention<T> pixels = SeenAttention.of(toTokens(layer), HEADS);
    return new SeenImage<>(tokens.keys(placed), tokens.values(image), pixels.queries(placed));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.prompt;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Schema;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * Words to sparse tokens that stand beside those of points: one token for each part that is said,
 * none for a part that is not.
 *
 * @param layers {@code text_prompt_encoder}
 * @param config sizes
 * @param <T> the engine's value
 */
public record TextEncoder<T>(Layers<T> layers, ModelConfig config) {

  /** The text encoder of a checkpoint that has one. */
  public static <T> TextEncoder<T> of(Layers<T> root, ModelConfig config) {
    return new TextEncoder<>(root.at(Schema.TEXT_ENCODER), config);
  }

  /**
   * The tokens of segments.
   *
   * @param segments (B, 1) int64, CASS numbers less one
   * @return (B, 1, C)
   */
  public T segment(T segments) {
    return layers.ops().gather(layers.param("segment_embed.weight"), segments);
  }

  /**
   * The tokens of arteries.
   *
   * @param arteries (B, 1) int64, ordinals of {@link io.github.medsam2.prompt.Artery}
   * @return (B, 1, C)
   */
  public T artery(T arteries) {
    return layers.ops().gather(layers.param("artery_embed.weight"), arteries);
  }

  /**
   * The tokens of views.
   *
   * @param views (B, 7) {@link ViewFeatures}
   * @return (B, 1, C)
   */
  public T view(T views) {
    Ops<T> ops = layers.ops();
    return ops.reshape(layers.mlp(views, "view_mlp", 2), Shape.ANY, 1, config.width());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * Words to sparse tokens that stand beside those of points: one token for each part that is said,
 * none for a part that is not.
 *
 * @param layers {@code text_prompt_encoder}
 * @param width channels C
 * @param <T> the engine's value
 */
record WordTokens<T>(Layers<T> layers, int width) {

  /** The keys of a text encoder. */
  static void keys(KeyTable table, String module, int width) {
    table.tensor(module + ".segment_embed.weight", CoronaryConfig.SEGMENTS, width);
    table.tensor(module + ".artery_embed.weight", CoronaryConfig.ARTERIES, width);
    table.mlp(module + ".view_mlp", CoronaryConfig.VIEW_FEATURES, width, width);
  }

  /**
   * The tokens of segments.
   *
   * @param segments (B, 1) int64, CASS numbers less one
   * @return (B, 1, C)
   */
  T segment(T segments) {
    return layers.ops().gather(layers.param("segment_embed.weight"), segments);
  }

  /**
   * The tokens of arteries.
   *
   * @param arteries (B, 1) int64, ordinals of {@link io.github.medsam2.prompt.coronary.Artery}
   * @return (B, 1, C)
   */
  T artery(T arteries) {
    return layers.ops().gather(layers.param("artery_embed.weight"), arteries);
  }

  /**
   * The tokens of views.
   *
   * @param views (B, 7) {@link ViewFeatures}
   * @return (B, 1, C)
   */
  T view(T views) {
    Ops<T> ops = layers.ops();
    return ops.reshape(layers.mlp(views, "view_mlp", 2), Shape.ANY, 1, width);
  }
}

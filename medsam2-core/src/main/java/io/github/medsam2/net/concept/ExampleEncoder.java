// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Example boxes to tokens, each from where the box lies and what the image shows there; the last
 * token is one of its own, which is there without any box too.
 *
 * @param at the module
 * @param config sizes
 * @param side g of the feature grid
 * @param <T> the engine's value
 */
public record ExampleEncoder<T>(Layers<T> at, ConceptConfig config, int side) {

  /**
   * What is known of B boxes before the image is seen.
   *
   * @param boxes (B, 4): centre, width, height
   * @param codes (B, C + 2): y, x, height, width as the network codes them
   * @param labels (B) int64: 1 of an instance, 0 of none
   * @param rows (B, 1, 7, g): cells along y, of {@link BoxPool}
   * @param columns (B, 1, g, 7): cells along x
   * @param <T> the engine's value
   */
  public record Boxes<T>(T boxes, T codes, T labels, T rows, T columns) {}

  /**
   * @param image (1, g * g, C) coarse features of the detector's neck
   * @param place (1, g * g, C) where they are
   * @param boxes or none
   * @return (1, B + 1, C)
   */
  public T encode(T image, T place, @Nullable Boxes<T> boxes) {
    Ops<T> ops = at.ops();
    T own = ops.reshape(at.param("cls_embed.weight"), 1, 1, config.width());
    T all = boxes == null ? own : ops.concat(1, List.of(tokens(image, boxes), own));
    T x = at.layerNorm(at.linear(all, "final_proj"), "norm", Layers.EPS);
    T placed = ops.add(image, place);
    for (int i = 0; i < config.exampleLayers(); i++) {
      PromptLayer<T> layer = new PromptLayer<>(at.at("encode", i), config.heads());
      T before = x;
      x = ops.scope(() -> layer.beyond(layer.among(before, null), placed, image));
    }
    return at.layerNorm(x, "encode_norm", Layers.EPS);
  }

  /** (1, B, C) */
  private T tokens(T image, Boxes<T> boxes) {
    Ops<T> ops = at.ops();
    T where =
        ops.add(
            at.linear(boxes.boxes(), "boxes_direct_project"),
            at.linear(boxes.codes(), "boxes_pos_enc_project"));
    T shown = ops.scope(() -> shown(image, boxes));
    T kind = ops.gather(at.param("label_embed.weight"), boxes.labels());
    return ops.reshape(ops.add(ops.add(where, shown), kind), 1, -1, config.width());
  }

  /** (B, C) */
  private T shown(T image, Boxes<T> boxes) {
    Ops<T> ops = at.ops();
    int c = config.width();
    T normed = ops.permute(at.layerNorm(image, "img_pre_norm", Layers.EPS), 0, 2, 1);
    T map = ops.reshape(normed, 1, c, side, side);
    T pooled = ops.matmul(ops.matmul(boxes.rows(), map), boxes.columns()); // (B, C, 7, 7)
    long cells = (long) BoxPool.CELLS * BoxPool.CELLS * c;
    T weight = ops.reshape(at.param("boxes_pool_project.weight"), c, cells);
    return ops.linear(ops.reshape(pooled, -1, cells), weight, at.param("boxes_pool_project.bias"));
  }
}

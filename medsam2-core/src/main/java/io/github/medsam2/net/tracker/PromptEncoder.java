// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;

/**
 * The second station: prompts to tokens and a dense map.
 *
 * <p>Positions are random Fourier features: {@code z = 2 pi (2 p - 1) G}, {@code [sin z | cos z]}
 * for p in [0, 1]².
 *
 * @param layers {@code sam_prompt_encoder}
 * @param config sizes
 * @param <T> the engine's value
 */
public record PromptEncoder<T>(Layers<T> layers, TrackerConfig config) {

  /** The kinds of sparse tokens, in the order of the table {@link #sparse} looks up. */
  public enum Kind {
    /** Padding: every set of points ends with one. */
    NOT_A_POINT,
    NEGATIVE,
    POSITIVE,
    BOX_TOP_LEFT,
    BOX_BOTTOM_RIGHT
  }

  /** The prompt encoder of a checkpoint. */
  public static <T> PromptEncoder<T> of(Layers<T> root, TrackerConfig config) {
    return new PromptEncoder<>(root.at("sam_prompt_encoder"), config);
  }

  /**
   * Sparse tokens.
   *
   * @param positions (B, P, 2) x and y in [0, 1] of the model's input, half a pixel added
   * @param kinds (B, P) int64, ordinals of {@link Kind}
   * @return (B, P, C)
   */
  public T sparse(T positions, T kinds) {
    Ops<T> ops = layers.ops();
    T where = fourier(ops.affine(positions, 2, -1));
    T isPoint = ops.gather(layers.constant(new float[] {0, 1, 1, 1, 1}, 5, 1), kinds);
    return ops.add(ops.mul(where, isPoint), ops.gather(kindTable(), kinds));
  }

  /** The token that stands for "not a point", (1, 1, C). */
  public T notAPoint() {
    return layers.ops().reshape(layers.param("not_a_point_embed.weight"), 1, 1, config.width());
  }

  private T kindTable() {
    return layers
        .ops()
        .concat(
            0,
            List.of(
                layers.param("not_a_point_embed.weight"),
                layers.param("point_embeddings.0.weight"),
                layers.param("point_embeddings.1.weight"),
                layers.param("point_embeddings.2.weight"),
                layers.param("point_embeddings.3.weight")));
  }

  /** The dense map of a prompt without a mask, (1, 1, C). */
  public T noMask() {
    return layers.ops().reshape(layers.param("no_mask_embed.weight"), 1, 1, config.width());
  }

  /** What features carry that are not conditioned on memory, (1, 1, C). */
  public T noMemory() {
    Layers<T> root = Layers.root(layers.ops());
    return layers.ops().reshape(root.param("no_mem_embed"), 1, 1, config.width());
  }

  /** What features carry with neither a mask nor memory, (1, 1, C). */
  public T nothing() {
    return layers.ops().add(noMask(), noMemory());
  }

  /**
   * The dense map of mask logits.
   *
   * @param mask (B, 1, 4g, 4g)
   * @return (B, g * g, C)
   */
  public T dense(T mask) {
    Ops<T> ops = layers.ops();
    Layers<T> down = layers.at("mask_downscaling");
    T x = ops.gelu(down.layerNorm2d(down.conv(mask, "0", 2, 0), "1"));
    x = ops.gelu(down.layerNorm2d(down.conv(x, "3", 2, 0), "4"));
    x = down.conv(x, "6", 1, 0); // (B, C, g, g)
    long tokens = config.tokens();
    return ops.permute(ops.reshape(x, Shape.ANY, config.width(), tokens), 0, 2, 1);
  }

  /** The position of every feature for the decoder, (1, g * g, C). */
  public T grid() {
    int g = config.side();
    float[] centred = new float[2 * g * g];
    for (int i = 0; i < g * g; i++) {
      centred[2 * i] = 2 * ((i % g + 0.5f) / g) - 1;
      centred[2 * i + 1] = 2 * ((i / g + 0.5f) / g) - 1;
    }
    return fourier(layers.ops().constant(HostTensor.of(centred, 1, (long) g * g, 2)));
  }

  private T fourier(T centred) {
    Ops<T> ops = layers.ops();
    T directions = layers.param("pe_layer.positional_encoding_gaussian_matrix"); // (2, C / 2)
    T z = ops.affine(ops.matmul(centred, directions), 2 * Math.PI, 0);
    return ops.concat(ops.shape(z).rank() - 1, List.of(ops.sin(z), ops.cos(z)));
  }
}

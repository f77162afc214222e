// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.head;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Schema;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reading of each mask: its coronary segment and its stenosis.
 *
 * <p>A mask's feature is its token after the decoder, plus the image tokens under the mask. A known
 * view scales and shifts the feature (FiLM, Perez et al. 2018); an unknown one leaves it as it is.
 * The answers are linear in the feature.
 *
 * @param layers {@code reading_heads}
 * @param config sizes
 * @param <T> the engine's value
 */
public record ReadingHeads<T>(Layers<T> layers, ModelConfig config) {

  /** The reading heads of a checkpoint that has them. */
  public static <T> ReadingHeads<T> of(Layers<T> root, ModelConfig config) {
    return new ReadingHeads<>(root.at(Schema.READING_HEADS), config);
  }

  /**
   * What is read of n masks.
   *
   * @param cass (B, n, 29) logits of the CASS segments 1 to 29
   * @param stenosis (B, n) diameter stenosis in percent, 0 to 100
   * @param logSpread (B, n) natural logarithm of its standard deviation in percent
   */
  public record Reading<T>(T cass, T stenosis, T logSpread) {}

  /**
   * Image tokens summed under masks, each token by the mean probability of its pixels.
   *
   * @param image (B, g * g, C) after the decoder
   * @param masks (B, n, s, s) logits, s a multiple of g
   * @param count n
   * @return (B, n, C)
   */
  public T pool(T image, T masks, int count) {
    return weigh(image, layers.ops().sigmoid(masks), count);
  }

  /** As {@link #pool}, of masks that are known: probabilities instead of logits. */
  public T weigh(T image, T probabilities, int count) {
    Ops<T> ops = layers.ops();
    int g = config.grid();
    long side = ops.shape(probabilities).dim(3);
    int cell = Math.toIntExact(side / g);
    float[] mean = new float[cell * cell];
    Arrays.fill(mean, 1f / mean.length);
    T each = ops.reshape(probabilities, Shape.ANY, 1, side, side);
    T kernel = ops.constant(HostTensor.of(mean, 1, 1, cell, cell));
    T shares = ops.conv2d(each, kernel, null, cell, 0, 1);
    return ops.matmul(ops.reshape(shares, Shape.ANY, count, (long) g * g), image);
  }

  /**
   * Reads n masks.
   *
   * @param tokens (B, n, C) of the masks after the decoder
   * @param pooled (B, n, C) of {@link #pool}
   * @param views (B, 7) {@link io.github.medsam2.net.prompt.ViewFeatures}; none when unknown
   */
  public Reading<T> read(T tokens, T pooled, @Nullable T views) {
    Ops<T> ops = layers.ops();
    // The norm takes the size out of the sum: it stands for a division by the mask's area that
    // stays finite for an empty mask.
    T under = layers.layerNorm(pooled, "pooled_norm", Layers.EPS);
    T feature = ops.add(tokens, layers.linear(under, "pooled_proj"));
    if (views != null) {
      feature = modulate(feature, layers.mlp(views, "view_film", 2));
    }
    return new Reading<>(
        layers.linear(feature, "cass"),
        flat(ops.affine(ops.sigmoid(layers.linear(feature, "stenosis")), 100, 0)),
        flat(layers.linear(feature, "stenosis_log_spread")));
  }

  private T modulate(T feature, T film) {
    Ops<T> ops = layers.ops();
    int c = config.width();
    T scale = ops.reshape(ops.slice(film, 1, 0, c), Shape.ANY, 1, c);
    T shift = ops.reshape(ops.slice(film, 1, c, 2L * c), Shape.ANY, 1, c);
    return ops.add(ops.mul(feature, ops.affine(scale, 1, 1)), shift);
  }

  /** (B, n, 1) to (B, n). */
  private T flat(T x) {
    long masks = layers.ops().shape(x).dim(1);
    return layers.ops().reshape(x, Shape.ANY, masks);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reading of each mask: its coronary segment and its stenosis.
 *
 * <p>A mask's feature is its token after the decoder, plus the image tokens under the mask, plus
 * what {@link Surroundings} say where the checkpoint has them. A known view scales and shifts the
 * feature (FiLM, Perez et al. 2018); an unknown one leaves it as it is. The answers are linear in
 * the feature.
 *
 * @param layers {@code reading_heads}
 * @param side side g of the feature grid
 * @param width channels C
 * @param around the surroundings of masks; none in older checkpoints
 * @param <T> the engine's value
 */
record ReadingHeads<T>(Layers<T> layers, int side, int width, @Nullable Surroundings<T> around) {

  /** The keys of reading heads. */
  static void keys(KeyTable table, String module, int width) {
    table.norm(module + ".pooled_norm", width);
    table.linear(module + ".pooled_proj", width, width);
    table.mlp(module + ".view_film", CoronaryConfig.VIEW_FEATURES, width, 2L * width);
    table.linear(module + ".cass", CoronaryConfig.SEGMENTS, width);
    table.linear(module + ".stenosis", 1, width);
    table.linear(module + ".stenosis_log_spread", 1, width);
    table.tensor(module + ".class_counts", CoronaryConfig.SEGMENTS);
    table.tensor(module + ".interval_factor", 1);
  }

  /**
   * What is read of n masks.
   *
   * @param cass (B, n, 29) logits of the CASS segments 1 to 29
   * @param stenosis (B, n) diameter stenosis in percent, 0 to 100
   * @param logSpread (B, n) natural logarithm of its standard deviation in percent
   */
  record Reading<T>(T cass, T stenosis, T logSpread) {}

  /**
   * Reads masks.
   *
   * @param views (B, 7) {@link ViewFeatures}; none when unknown
   */
  Reading<T> read(DecodedMasks<T> masks, @Nullable T views) {
    Ops<T> ops = layers.ops();
    T shares = shares(masks);
    T pooled = ops.matmul(shares, masks.image());
    // The norm takes the size out of the sum: it stands for a division by the mask's area that
    // stays finite for an empty mask.
    T under = layers.layerNorm(pooled, "pooled_norm", Layers.EPS);
    T feature = ops.add(masks.tokens(), layers.linear(under, "pooled_proj"));
    if (around != null) {
      feature = ops.add(feature, around.of(masks, shares, under));
    }
    if (views != null) {
      feature = modulate(feature, layers.mlp(views, "view_film", 2));
    }
    return new Reading<>(
        layers.linear(feature, "cass"),
        flat(ops.affine(ops.sigmoid(layers.linear(feature, "stenosis")), 100, 0)),
        flat(layers.linear(feature, "stenosis_log_spread")));
  }

  /** Of each cell of the grid the mean probability of its pixels, (B, n, g * g). */
  private T shares(DecodedMasks<T> masks) {
    Ops<T> ops = layers.ops();
    long pixels = ops.shape(masks.probabilities()).dim(3);
    int cell = Math.toIntExact(pixels / side);
    float[] mean = new float[cell * cell];
    Arrays.fill(mean, 1f / mean.length);
    T each = ops.reshape(masks.probabilities(), Shape.ANY, 1, pixels, pixels);
    T kernel = ops.constant(HostTensor.of(mean, 1, 1, cell, cell));
    T shares = ops.conv2d(each, kernel, null, cell, 0, 1);
    return ops.reshape(shares, Shape.ANY, masks.count(), (long) side * side);
  }

  private T modulate(T feature, T film) {
    Ops<T> ops = layers.ops();
    int c = width;
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

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * Where a segment lies that is named and not shown: each cell of the image is told the segment it
 * most likely belongs to, by its token, its neighbours, its place and the {@link WholeImage}. The
 * map of the segment that is asked for then stands where a given mask would.
 *
 * @param layers {@code text_prompt_encoder.places}
 * @param side side g of the feature grid
 * @param width channels C
 * @param <T> the engine's value
 */
public record Places<T>(Layers<T> layers, int side, int width) {
  /** Segments, and none of them. */
  public static final int CLASSES = CoronaryConfig.SEGMENTS + 1;

  private static final int GRID = 8;
  private static final int REACH = 7;

  /** A cell of this probability is on the line: logit 0. */
  private static final double LINE = 0.25;

  /** Logits as large as those of masks that are given. */
  private static final double SURE = 10;

  /** The keys; width is that of the tokens, C. */
  static void keys(KeyTable table, String module, int width) {
    WholeImage.keys(table, module, width);
    table.linear(module + ".cell", width, width);
    table.conv(module + ".around", width, WholeImage.CHANNELS, REACH);
    table.tensor(module + ".grid", GRID * GRID, width);
    table.linear(module + ".names", CLASSES, width);
  }

  /**
   * Which segment each cell belongs to.
   *
   * @param tokens (1, g * g, C) of the image encoder
   * @return (1, g * g, 30) logits; the last is that of no segment
   */
  public T logits(T tokens) {
    Ops<T> ops = layers.ops();
    WholeImage<T> image = new WholeImage<>(layers, side);
    T narrow = image.narrow(tokens);
    T map = ops.reshape(ops.permute(narrow, 0, 2, 1), 1, WholeImage.CHANNELS, side, side);
    T around = ops.reshape(layers.conv(map, "around", 1, REACH / 2), 1, width, tokens());
    T place =
        ops.reshape(ops.matmul(image.spread(GRID, 1), layers.param("grid")), 1, tokens(), width);
    T cell = ops.add(layers.linear(tokens, "cell"), ops.permute(around, 0, 2, 1));
    T all = ops.add(ops.add(cell, place), image.of(narrow));
    return layers.linear(ops.relu(all), "names");
  }

  /**
   * The map of each of B segments as mask logits.
   *
   * @param segments (B, 1) int64, CASS numbers less one
   * @return (B, 1, 4g, 4g)
   */
  T of(T tokens, T segments) {
    Ops<T> ops = layers.ops();
    T likely = ops.permute(ops.softmax(logits(tokens)), 0, 2, 1);
    T table = ops.reshape(likely, CLASSES, tokens());
    T maps = ops.reshape(ops.gather(table, segments), Shape.ANY, 1, side, side);
    T fine = ops.resizeBilinear(maps, 4 * side, 4 * side);
    // from -SURE at 0 through 0 on the line to SURE, and no further
    double slope = SURE / LINE;
    return ops.affine(ops.relu(ops.affine(fine, -slope, 2 * SURE)), -1, SURE);
  }

  private long tokens() {
    return (long) side * side;
  }
}

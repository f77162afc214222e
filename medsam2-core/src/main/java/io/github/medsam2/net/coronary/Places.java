// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.ClickedCells;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;

/**
 * Where a segment lies that is named, or clicked at one place: each cell of the image is told the
 * segment it most likely belongs to, by its token, its neighbours, its place and the {@link
 * WholeImage}. The map of the segment that is asked for then stands where a given mask would.
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

  /** The same where the segment itself is only probable. */
  private static final double CLICKED_LINE = 0.15;

  /** So likely a click is on some segment that it is taken for on one. */
  private static final double KNOWN = 0.2;

  private static final double TRACE = 1e-6;

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
  T named(T tokens, T segments) {
    Ops<T> ops = layers.ops();
    T table = ops.reshape(ops.permute(likely(tokens), 0, 2, 1), CLASSES, tokens());
    return fine(ops.gather(table, segments), LINE);
  }

  /**
   * The map of what each of B objects is clicked on as mask logits; 0 where no segment is known
   * under a click. What is probable there counts by its square: a segment that is a little so is
   * not meant.
   *
   * @param clicks (B, 1, g * g) of {@link ClickedCells}
   * @return (B, 1, 4g, 4g)
   */
  T clicked(T tokens, T clicks) {
    Ops<T> ops = layers.ops();
    T likely = likely(tokens);
    T segments = ops.slice(likely, 2, 0, CoronaryConfig.SEGMENTS); // (1, g * g, 29)
    T under = ops.matmul(clicks, segments); // (B, 1, 29)
    T meant = ops.softmax(ops.affine(ops.log(ops.affine(under, 1, TRACE)), 2, 0));
    T maps = ops.matmul(meant, ops.permute(segments, 0, 2, 1));
    return ops.mul(fine(maps, CLICKED_LINE), known(under));
  }

  /** 0 where no segment is likely, 1 from {@link #KNOWN} on, (B, 1, 1, 1). */
  private T known(T under) {
    Ops<T> ops = layers.ops();
    T each = layers.constant(ones(), CoronaryConfig.SEGMENTS, 1);
    T lacks = ops.relu(ops.affine(ops.matmul(under, each), -1 / KNOWN, 1));
    return ops.reshape(ops.affine(lacks, -1, 1), Shape.ANY, 1, 1, 1);
  }

  private static float[] ones() {
    float[] ones = new float[CoronaryConfig.SEGMENTS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private T likely(T tokens) {
    return layers.ops().softmax(logits(tokens));
  }

  /** Probabilities of cells as finer logits, (B, 1, 4g, 4g). */
  private T fine(T maps, double line) {
    Ops<T> ops = layers.ops();
    T cells = ops.reshape(maps, Shape.ANY, 1, side, side);
    T fine = ops.resizeBilinear(cells, 4 * side, 4 * side);
    // from -SURE at 0 through 0 on the line to SURE, and no further
    double slope = Painting.SURE / line;
    return ops.affine(ops.relu(ops.affine(fine, -slope, 2 * Painting.SURE)), -1, Painting.SURE);
  }

  private long tokens() {
    return (long) side * side;
  }
}

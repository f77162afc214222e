// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;

/**
 * The order in which the decoder upscales: the 4 pixels that a feature is doubled into follow each
 * other, and so on in each of them. Nothing moves then before the masks are there.
 *
 * @param side side g of the feature grid
 * @param doublings n: there are g * g * 4^n cells, and pixels of a map of side 2^n g
 */
record Cells(int side, int doublings) {

  long count() {
    return (long) pixels() * pixels();
  }

  private int pixels() {
    return side << doublings;
  }

  /**
   * A map (N, C, 2^n g, 2^n g) cell by cell, (N, cells, C). In two steps: each moves whole rows or
   * columns, which is faster than both at once.
   */
  <T> T of(Ops<T> ops, T map) {
    long batch = ops.shape(map).dim(0);
    long channels = ops.shape(map).dim(1);
    T pixels = ops.reshape(ops.permute(map, 0, 2, 3, 1), sizes(batch, channels, false));
    return ops.reshape(ops.permute(pixels, order(false)), batch, count(), channels);
  }

  /** Cells (N, cells, C) as a map (N, C, 2^n g, 2^n g). */
  <T> T map(Ops<T> ops, T cells) {
    long channels = ops.shape(cells).dim(2);
    T pixels = ops.permute(ops.reshape(cells, sizes(Shape.ANY, channels, true)), order(true));
    return ops.permute(ops.reshape(pixels, Shape.ANY, pixels(), pixels(), channels), 0, 3, 1, 2);
  }

  /** N, then every power of two of rows and columns, in pairs or apart, then the channels. */
  private long[] sizes(long batch, long channels, boolean inPairs) {
    long[] sizes = new long[2 * doublings + 4];
    Arrays.fill(sizes, 2);
    sizes[0] = batch;
    sizes[1] = side;
    sizes[inPairs ? 2 : doublings + 2] = side;
    sizes[sizes.length - 1] = channels;
    return sizes;
  }

  /** From pairs of a row and a column to rows, then columns; or back. */
  private int[] order(boolean fromPairs) {
    int levels = doublings + 1;
    int[] order = new int[2 * levels + 2];
    for (int i = 0; i < levels; i++) {
      order[1 + (fromPairs ? i : 2 * i)] = 1 + (fromPairs ? 2 * i : i);
      order[1 + (fromPairs ? levels + i : 2 * i + 1)] = 1 + (fromPairs ? 2 * i + 1 : levels + i);
    }
    order[order.length - 1] = order.length - 1;
    return order;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * Image tokens in few numbers: narrowed to {@value #CHANNELS} channels, and averaged over {@value
 * #CELLS} x {@value #CELLS} cells.
 *
 * @param layers with {@code image_norm}, {@code image_proj} and {@code image}
 * @param side side g of the feature grid
 * @param <T> the engine's value
 */
record WholeImage<T>(Layers<T> layers, int side) {
  /** Channels of narrow tokens. */
  static final int CHANNELS = 16;

  private static final int CELLS = 4;

  /** The keys; width is that of the tokens, C, and of what is said of the image. */
  static void keys(KeyTable table, String module, int width) {
    table.norm(module + ".image_norm", width);
    table.linear(module + ".image_proj", CHANNELS, width);
    table.linear(module + ".image", width, CELLS * CELLS * CHANNELS);
  }

  /** (B, g * g, C) to (B, g * g, 16), none negative. */
  T narrow(T tokens) {
    T normed = layers.layerNorm(tokens, "image_norm", Layers.EPS);
    return layers.ops().relu(layers.linear(normed, "image_proj"));
  }

  /** Narrow tokens to (B, 1, C). */
  T of(T narrow) {
    Ops<T> ops = layers.ops();
    float each = CELLS * CELLS / (float) (side * side);
    T cells = ops.matmul(ops.permute(narrow, 0, 2, 1), spread(CELLS, each));
    T flat = ops.reshape(cells, Shape.ANY, 1, (long) CHANNELS * CELLS * CELLS);
    return layers.linear(flat, "image");
  }

  /** (g * g, n * n): a weight where a cell of the grid lies in one of n x n coarser cells. */
  T spread(int n, float weight) {
    float[] table = new float[side * side * n * n];
    for (int i = 0; i < side * side; i++) {
      int cell = i / side * n / side * n + i % side * n / side;
      table[i * n * n + cell] = weight;
    }
    return layers.constant(table, (long) side * side, (long) n * n);
  }
}

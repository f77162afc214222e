// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * Where a mask lies in the whole image. What is under it does not tell a distal right coronary from
 * a circumflex; the rest of the tree, and its own place in it, does.
 *
 * <p>Three things enter a perceptron: the image tokens, narrowed to {@value #CHANNELS} channels and
 * averaged over {@value #CELLS} x {@value #CELLS} cells; those under the mask; and how the mask
 * spreads over {@value #PLACES} x {@value #PLACES} cells, freed of its size by a norm.
 *
 * @param layers {@code reading_heads.surroundings}
 * @param side side g of the feature grid
 * @param <T> the engine's value
 */
record Surroundings<T>(Layers<T> layers, int side) {
  private static final int CELLS = 4;
  private static final int CHANNELS = 16;
  private static final int PLACES = 8;

  /** The keys; width is that of the tokens, C. */
  static void keys(KeyTable table, String module, int width) {
    table.norm(module + ".image_norm", width);
    table.linear(module + ".image_proj", CHANNELS, width);
    table.norm(module + ".place_norm", PLACES * PLACES);
    table.linear(module + ".image", width, CELLS * CELLS * CHANNELS);
    table.linear(module + ".under", width, width);
    table.linear(module + ".place", width, PLACES * PLACES);
    table.linear(module + ".out", width, width);
  }

  /**
   * What is added to the features of n masks.
   *
   * @param shares (B, n, g * g) of each cell that the masks cover
   * @param under (B, n, C) normed image tokens under the masks
   * @return (B, n, C)
   */
  T of(DecodedMasks<T> masks, T shares, T under) {
    Ops<T> ops = layers.ops();
    T place = ops.matmul(shares, spread(PLACES, 1)); // (B, n, PLACES^2)
    T hidden =
        ops.add(
            layers.linear(under, "under"),
            layers.linear(layers.layerNorm(place, "place_norm", Layers.EPS), "place"));
    return layers.linear(ops.relu(ops.add(hidden, image(masks.image()))), "out");
  }

  /** The whole image, (B, 1, C). */
  private T image(T tokens) {
    Ops<T> ops = layers.ops();
    T narrow =
        ops.relu(layers.linear(layers.layerNorm(tokens, "image_norm", Layers.EPS), "image_proj"));
    double each = (double) CELLS * CELLS / ((double) side * side);
    T cells = ops.matmul(ops.permute(narrow, 0, 2, 1), spread(CELLS, (float) each));
    T flat = ops.reshape(cells, Shape.ANY, 1, (long) CHANNELS * CELLS * CELLS);
    return layers.linear(flat, "image");
  }

  /** (g * g, n * n): a weight where a cell of the grid lies in one of n x n coarser cells. */
  private T spread(int n, float weight) {
    float[] table = new float[side * side * n * n];
    for (int i = 0; i < side * side; i++) {
      int cell = i / side * n / side * n + i % side * n / side;
      table[i * n * n + cell] = weight;
    }
    return layers.constant(table, (long) side * side, (long) n * n);
  }
}

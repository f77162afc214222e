// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.ops.Ops;

/**
 * Where a mask lies in the whole image. What is under it does not tell a distal right coronary from
 * a circumflex; the rest of the tree, and its own place in it, does.
 *
 * <p>Three things enter a perceptron: the {@link WholeImage}; the tokens under the mask; and how
 * the mask spreads over {@value #PLACES} x {@value #PLACES} cells, freed of its size by a norm.
 *
 * @param layers {@code reading_heads.surroundings}
 * @param side side g of the feature grid
 * @param <T> the engine's value
 */
record Surroundings<T>(Layers<T> layers, int side) {
  private static final int PLACES = 8;

  /** The keys; width is that of the tokens, C. */
  static void keys(KeyTable table, String module, int width) {
    WholeImage.keys(table, module, width);
    table.norm(module + ".place_norm", PLACES * PLACES);
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
    WholeImage<T> image = new WholeImage<>(layers, side);
    T place = ops.matmul(shares, image.spread(PLACES, 1)); // (B, n, PLACES^2)
    T hidden =
        ops.add(
            layers.linear(under, "under"),
            layers.linear(layers.layerNorm(place, "place_norm", Layers.EPS), "place"));
    T whole = image.of(image.narrow(masks.image()));
    return layers.linear(ops.relu(ops.add(hidden, whole)), "out");
  }
}

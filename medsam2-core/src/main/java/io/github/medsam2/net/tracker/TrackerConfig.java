// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.trunk.ImageGrid;

/**
 * The sizes of what follows a trunk.
 *
 * @param grid the grids of features and masks
 * @param width channels C of features, tokens and object pointers
 * @param memory sizes of memory encoder and memory attention
 * @param decoder sizes of the mask decoder
 */
public record TrackerConfig(ImageGrid grid, int width, MemoryConfig memory, DecoderConfig decoder) {

  /** Side g of the feature grid. */
  public int side() {
    return grid.side();
  }

  /** The number of features, g * g. */
  public long tokens() {
    return grid.tokens();
  }
}

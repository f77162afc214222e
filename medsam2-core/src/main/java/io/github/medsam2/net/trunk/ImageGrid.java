// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

/**
 * The square grids of a network: everything follows from the image and its features. SAM 2 at 1024
 * pixels has 64, 256 and 1024; SAM 3 at 1008 has 72, 288 and 1152.
 *
 * @param image side of the input in pixels
 * @param side side g of the feature grid
 */
public record ImageGrid(int image, int side) {
  private static final int MASK = 4;
  private static final int MEMORY_MASK = 16;

  /** The number of features, g * g. */
  public long tokens() {
    return (long) side * side;
  }

  /** Side of the decoder's masks: each upscaling of two doubles the grid. */
  public int mask() {
    return MASK * side;
  }

  /** Side of the mask a memory is made of: four convolutions of stride 2 lead back to the grid. */
  public int memoryMask() {
    return MEMORY_MASK * side;
  }
}

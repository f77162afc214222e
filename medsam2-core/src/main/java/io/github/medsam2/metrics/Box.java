// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.error.InvalidInputException;
import java.util.BitSet;

/** The smallest box of voxels that holds both of two regions. Sizes count voxels. */
record Box(int x0, int y0, int z0, int width, int height, int depth) {

  /** The box around two regions on one grid, at least one of which is not empty. */
  static Box around(Region a, Region b) {
    BitSet bits = (BitSet) a.bits().clone();
    bits.or(b.bits());
    int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] high = new int[3];
    int row = a.width();
    for (int i = bits.nextSetBit(0); i >= 0; ) {
      int y = i / row;
      int end = (y + 1) * row;
      int last = bits.previousSetBit(end - 1);
      grow(low, high, i - y * row, y % a.height(), y / a.height());
      grow(low, high, last - y * row, y % a.height(), y / a.height());
      i = bits.nextSetBit(end);
    }
    return new Box(
        low[0], low[1], low[2], high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1);
  }

  /**
   * The number of points of a grid over the box, which one Java array must hold.
   *
   * @param margin points along each axis beyond the voxels
   */
  int points(int margin) {
    double points = ((double) width + margin) * ((double) height + margin) * (depth + margin);
    if (points > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          "box around the regions",
          "less than 2^31 voxels",
          width + "x" + height + "x" + depth,
          "crop or resample the regions");
    }
    return (width + margin) * (height + margin) * (depth + margin);
  }

  private static void grow(int[] low, int[] high, int... p) {
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], p[axis]);
      high[axis] = Math.max(high[axis], p[axis]);
    }
  }
}

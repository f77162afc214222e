// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

/** Voxels along x, y and z as a header states them: any number until they are checked. */
record GridSize(long width, long height, long depth) {

  /** An image or one slice. */
  static GridSize flat(long width, long height) {
    return new GridSize(width, height, 1);
  }

  /** The number along axis 0, 1 or 2. */
  long along(int axis) {
    return axis == 0 ? width : axis == 1 ? height : depth;
  }

  /** Bytes of all voxels; the largest long where that is too many or a size is below 1. */
  long bytes(int perVoxel) {
    long bytes = perVoxel;
    for (int axis = 0; axis < 3; axis++) {
      long n = along(axis);
      bytes = n > 0 && bytes <= Long.MAX_VALUE / n ? bytes * n : Long.MAX_VALUE;
    }
    return bytes;
  }

  /** For example {@code 512x512x16}. */
  @Override
  public String toString() {
    return width + "x" + height + "x" + depth;
  }
}

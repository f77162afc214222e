// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.ReadLimits;

/** Voxels along x, y and z as a header states them: any number until they are checked. */
public record GridSize(long width, long height, long depth) {

  /** An image or one slice. */
  public static GridSize flat(long width, long height) {
    return new GridSize(width, height, 1);
  }

  /** The number along axis 0, 1 or 2. */
  public long along(int axis) {
    return axis == 0 ? width : axis == 1 ? height : depth;
  }

  /** Bytes of all voxels; the largest long where that is too many or a size is below 1. */
  public long bytes(int perVoxel) {
    long bytes = perVoxel;
    for (int axis = 0; axis < 3; axis++) {
      long n = along(axis);
      bytes = n > 0 && bytes <= Long.MAX_VALUE / n ? bytes * n : Long.MAX_VALUE;
    }
    return bytes;
  }

  /**
   * The number of voxels.
   *
   * @param where the file or field concerned
   * @param perVoxel most bytes in memory for one voxel while reading
   * @throws FormatException if a size is below 1 or they exceed the limits
   */
  public int within(ReadLimits limits, String where, int perVoxel) {
    // One Java array holds the samples.
    long most = Math.min(limits.maxBytes(), Integer.MAX_VALUE - 8);
    if (bytes(1) > limits.maxVoxels() || bytes(perVoxel) > most) {
      throw new FormatException(
          where,
          "sizes of at least 1 with at most "
              + limits.maxVoxels()
              + " voxels and "
              + limits.maxBytes()
              + " bytes",
          this + " at " + perVoxel + " bytes a voxel",
          "check the file, or read it with wider ReadLimits and a larger heap");
    }
    return (int) bytes(1);
  }

  /** For example {@code 512x512x16}. */
  @Override
  public String toString() {
    return width + "x" + height + "x" + depth;
  }
}

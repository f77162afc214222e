// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Volume;

/**
 * How large a volume or image a reader accepts. A file that asks for more is refused before memory
 * is taken for it.
 *
 * @param maxVoxels most voxels or pixels, 1 to 2^31 - 1
 * @param maxBytes most bytes the samples may take in memory, all steps of reading included, at
 *     least 1
 */
public record ReadLimits(long maxVoxels, long maxBytes) {

  /** Checks that both limits are at least 1 and that Java arrays can hold as many voxels. */
  public ReadLimits {
    if (maxVoxels < 1 || maxVoxels > Integer.MAX_VALUE || maxBytes < 1) {
      throw new InvalidInputException(
          "read limits",
          "1 to 2147483647 voxels and at least 1 byte",
          maxVoxels + " voxels, " + maxBytes + " bytes",
          "correct the limits");
    }
  }

  /** Half of the heap that this JVM may grow to, and 2^31 - 1 voxels. */
  public static ReadLimits defaults() {
    return new ReadLimits(Integer.MAX_VALUE, Math.max(1, Runtime.getRuntime().maxMemory() / 2));
  }

  /**
   * The number of voxels of a grid.
   *
   * @param where the file or field concerned
   * @param bytesPerVoxel most bytes in memory for one voxel while reading
   * @throws FormatException if a size is below 1 or they exceed the limits
   */
  int voxels(String where, GridSize size, int bytesPerVoxel) {
    // One Java array holds the samples.
    long most = Math.min(maxBytes, Integer.MAX_VALUE - 8);
    if (size.bytes(1) > maxVoxels || size.bytes(bytesPerVoxel) > most) {
      throw new FormatException(
          where,
          "sizes of at least 1 with at most " + maxVoxels + " voxels and " + maxBytes + " bytes",
          size + " at " + bytesPerVoxel + " bytes a voxel",
          "check the file, or read it with wider ReadLimits and a larger heap");
    }
    return (int) size.bytes(1);
  }

  /** What is left of these limits beside a volume that stays in memory. */
  ReadLimits after(Volume volume) {
    return new ReadLimits(maxVoxels, Math.max(1, maxBytes - volume.voxels().capacity()));
  }
}

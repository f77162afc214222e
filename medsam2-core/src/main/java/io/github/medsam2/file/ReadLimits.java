// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.file;

import io.github.medsam2.error.InvalidInputException;

/**
 * How large a volume or image a reader accepts. A file that asks for more is refused before memory
 * is taken for it. Files of weights are mapped, not read, and need no such limits.
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

  /** What is left of these limits beside so many bytes that stay in memory. */
  public ReadLimits less(long bytes) {
    return new ReadLimits(maxVoxels, Math.max(1, maxBytes - bytes));
  }
}

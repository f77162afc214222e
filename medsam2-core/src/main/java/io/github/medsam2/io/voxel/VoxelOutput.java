// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.image.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes the samples of a volume as they lie in memory: little endian, x fastest. */
public final class VoxelOutput {
  private static final int CHUNK = 1 << 16;

  private VoxelOutput() {}

  public static void write(Volume volume, OutputStream out) throws IOException {
    ByteBuffer voxels = volume.voxels();
    byte[] chunk = new byte[CHUNK];
    while (voxels.hasRemaining()) {
      int n = Math.min(CHUNK, voxels.remaining());
      voxels.get(chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }
}

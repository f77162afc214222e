// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.nio.ByteBuffer;
import java.util.Random;

/** Regions by formula, for the tests of this package. */
final class Regions {
  private Regions() {}

  interface Inside {
    boolean test(int x, int y, int z);
  }

  static Region solid(int width, int height, int depth, double[] spacing, Inside inside) {
    byte[] voxels = new byte[width * height * depth];
    for (int i = 0; i < voxels.length; i++) {
      int y = i / width % height;
      voxels[i] = (byte) (inside.test(i % width, y, i / width / height) ? 1 : 0);
    }
    Geometry geometry = Geometry.ofSpacing(spacing[0], spacing[1], spacing[2]);
    return Region.of(
        Volume.of(width, height, depth, PixelType.UINT8, ByteBuffer.wrap(voxels), geometry));
  }

  static Region flat(int width, int height, double sx, double sy, Inside inside) {
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (inside.test(i % width, i / width, 0) ? 1 : 0);
    }
    return Region.of(Mask.of(width, height, pixels), sx, sy);
  }

  /** A region with each voxel inside by chance. */
  static Region random(Random random, int[] size, double[] spacing, double chance) {
    return solid(size[0], size[1], size[2], spacing, (x, y, z) -> random.nextDouble() < chance);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Reduces a region to a centerline one voxel wide with the same topology: pieces, holes and
 * cavities stay.
 *
 * <p>Layers are peeled from one side after the other (4 sides of a flat region, 6 of a solid one),
 * as in Lee, Kashyap and Chu, "Building skeleton models via 3-D medial surface/axis thinning
 * algorithms", 1994. A voxel goes when it is open to that side, is no end of a line (it has more
 * than one neighbour) and is simple; candidates of a side are checked again one by one, because two
 * that can each go may not both go.
 */
final class Thinning {
  private final Region region;
  private final SimplePoint simple = new SimplePoint();
  private final int rowStride;
  private final int sliceStride;
  private final byte[] padded;
  private final int[] remaining;
  private int count;

  private Thinning(Region region, Box box) {
    this.region = region;
    this.rowStride = box.width() + 2;
    this.sliceStride = rowStride * (box.height() + 2);
    this.padded = new byte[box.points(2)];
    this.remaining = new int[region.count()];
    BitSet bits = region.bits();
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      int here = paddedIndex(i, box);
      padded[here] = 1;
      remaining[count++] = here;
    }
  }

  private int paddedIndex(int voxel, Box box) {
    int x = voxel % region.width() - box.x0() + 1;
    int y = voxel / region.width() % region.height() - box.y0() + 1;
    int z = voxel / region.width() / region.height() - box.z0() + 1;
    return z * sliceStride + y * rowStride + x;
  }

  /** The centerline of a region, on the same grid. */
  static Region skeleton(Region region) {
    if (region.isEmpty()) {
      return region;
    }
    Box box = Box.around(region, region);
    Thinning thinning = new Thinning(region, box);
    thinning.peel();
    return thinning.result(box);
  }

  private void peel() {
    int[] steps =
        region.isFlat()
            ? new int[] {-rowStride, rowStride, -1, 1}
            : new int[] {-sliceStride, sliceStride, -rowStride, rowStride, -1, 1};
    int before;
    do {
      before = count;
      for (int step : steps) {
        peelFrom(step);
      }
    } while (count < before);
  }

  private void peelFrom(int step) {
    int[] candidates =
        Arrays.stream(remaining, 0, count).filter(i -> padded[i + step] == 0 && canGo(i)).toArray();
    for (int i : candidates) {
      if (canGo(i)) {
        padded[i] = 0;
      }
    }
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (padded[remaining[k]] != 0) {
        remaining[kept++] = remaining[k];
      }
    }
    count = kept;
  }

  private boolean canGo(int i) {
    int around = neighbourhood(i);
    return SimplePoint.neighbours(around) > 1 && simple.isSimple(around);
  }

  private int neighbourhood(int i) {
    int word = 0;
    int bit = 0;
    for (int z = -sliceStride; z <= sliceStride; z += sliceStride) {
      for (int y = -rowStride; y <= rowStride; y += rowStride) {
        for (int x = -1; x <= 1; x++, bit++) {
          word |= padded[i + z + y + x] << bit;
        }
      }
    }
    return word;
  }

  private Region result(Box box) {
    BitSet left = (BitSet) region.bits().clone();
    BitSet bits = region.bits();
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      if (padded[paddedIndex(i, box)] == 0) {
        left.clear(i);
      }
    }
    return region.with(left);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.Taps;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * What is mended in a mask: small holes are filled, then small islands removed, then all but the
 * largest part. Parts touch by side, edge or corner: 8 neighbours in a plane, 26 in a volume.
 * Immutable and thread-safe.
 *
 * <p>Areas count cells of the grid the cleanup works on. For a {@link Mask} these are pixels of the
 * image, for a {@link MaskVolume} voxels. For the low-resolution logits of a session or a
 * segmentation they are cells of the decoder's own grid, a quarter of the model's input (128 x 128
 * at 512), where the original cleans too: one such cell covers {@code width * height / 128 / 128}
 * pixels of the image. The original fills holes of up to 8 cells there when it runs on a GPU, and
 * none on a CPU.
 *
 * <p>A hole is any part of the background that is small enough, also one at the border. The
 * original's image predictor measures islands before holes are filled, which leaves the filling of
 * a small ring behind when the ring goes; here they are measured after, so that a second cleanup
 * finds nothing to do. An empty mask stays empty.
 *
 * @param maxHoleArea holes of up to this many cells are filled; 0 for none
 * @param maxIslandArea islands of up to this many cells are removed, even if nothing is left; 0 for
 *     none
 * @param largestOnly whether only the largest part is kept, the first in reading order of equals
 */
public record MaskCleanup(int maxHoleArea, int maxIslandArea, boolean largestOnly) {
  /** Leaves masks as they are: the default everywhere. */
  public static final MaskCleanup NONE = new MaskCleanup(0, 0, false);

  /** Checks the areas. */
  public MaskCleanup {
    if (maxHoleArea < 0 || maxIslandArea < 0) {
      throw new InvalidInputException(
          "mask cleanup",
          "areas of 0 or more cells",
          maxHoleArea + " and " + maxIslandArea,
          "give 0 for what should stay");
    }
  }

  /** Fills holes of up to an area. */
  public static MaskCleanup holes(int maxArea) {
    return new MaskCleanup(maxArea, 0, false);
  }

  /** Removes islands of up to an area. */
  public static MaskCleanup islands(int maxArea) {
    return new MaskCleanup(0, maxArea, false);
  }

  /** Keeps the largest part only. */
  public static MaskCleanup largest() {
    return new MaskCleanup(0, 0, true);
  }

  /** Whether masks stay as they are. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** A mask mended on its own grid. */
  public Mask apply(Mask mask) {
    BitSet cells = new BitSet(mask.width() * mask.height());
    mask.forEachRun((y, from, to) -> cells.set(y * mask.width() + from, y * mask.width() + to));
    mend(mask.width(), mask.height(), 1, cells);
    return Mask.of(mask.width(), mask.height(), bytes(cells, mask.width() * mask.height()));
  }

  /** A volume mended as a whole: parts reach through slices. */
  public MaskVolume apply(MaskVolume mask) {
    ByteBuffer voxels = mask.voxels();
    BitSet cells = new BitSet(voxels.capacity());
    for (int i = 0; i < voxels.capacity(); i++) {
      cells.set(i, voxels.get(i) != 0);
    }
    mend(mask.width(), mask.height(), mask.depth(), cells);
    ByteBuffer out = ByteBuffer.wrap(bytes(cells, voxels.capacity()));
    return MaskVolume.of(mask.width(), mask.height(), mask.depth(), out, mask.geometry());
  }

  /**
   * Logits mended where they are above 0 or not.
   *
   * @param logits {@code width * height}, row by row; not written to
   * @param sure the logit of cells that join the mask and, negated, of those that leave it
   * @return the same array where nothing changed, otherwise a new one
   */
  public float[] apply(float[] logits, int width, int height, float sure) {
    Taps.checkPlane(logits.length, width, height);
    if (isNone()) {
      return logits;
    }
    BitSet before = new BitSet(logits.length);
    for (int i = 0; i < logits.length; i++) {
      before.set(i, logits[i] > 0);
    }
    BitSet after = (BitSet) before.clone();
    mend(width, height, 1, after);
    before.xor(after);
    if (before.isEmpty()) {
      return logits;
    }
    float[] out = logits.clone();
    before.stream().forEach(i -> out[i] = after.get(i) ? sure : -sure);
    return out;
  }

  private static byte[] bytes(BitSet cells, int length) {
    byte[] out = new byte[length];
    cells.stream().forEach(i -> out[i] = 1);
    return out;
  }

  private void mend(int width, int height, int depth, BitSet cells) {
    if (cells.isEmpty()) {
      return;
    }
    if (maxHoleArea > 0) {
      fill(width, height, depth, cells);
    }
    if (maxIslandArea > 0 || largestOnly) {
      remove(width, height, depth, cells);
    }
  }

  private void fill(int width, int height, int depth, BitSet cells) {
    BitSet outside = (BitSet) cells.clone();
    outside.flip(0, width * height * depth);
    Components holes = Components.of(width, height, depth, outside);
    for (int run = 0; run < holes.runs(); run++) {
      if (holes.area(run) <= maxHoleArea) {
        cells.set(holes.from(run), holes.to(run));
      }
    }
  }

  private void remove(int width, int height, int depth, BitSet cells) {
    Components parts = Components.of(width, height, depth, cells);
    int largest = parts.largest();
    for (int run = 0; run < parts.runs(); run++) {
      boolean lost = largestOnly && parts.component(run) != largest;
      if (lost || parts.area(run) <= maxIslandArea) {
        cells.clear(parts.from(run), parts.to(run));
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.image.Mask;
import java.util.Arrays;

/**
 * A mask as the lengths of its runs, outside first: small for what stays in memory.
 *
 * @param lengths not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Runs(int[] lengths) {

  /** The runs of voxels in their order: 0 is outside. */
  public static Runs of(byte[] voxels) {
    int[] lengths = new int[16];
    int n = 0;
    int start = 0;
    boolean inside = false;
    for (int i = 0; i <= voxels.length; i++) {
      if (i == voxels.length || (voxels[i] != 0) != inside) {
        if (n == lengths.length) {
          lengths = Arrays.copyOf(lengths, 2 * n);
        }
        lengths[n++] = i - start;
        start = i;
        inside = !inside;
      }
    }
    return new Runs(Arrays.copyOf(lengths, n));
  }

  /** The runs of a mask, row by row. */
  public static Runs of(Mask mask) {
    byte[] pixels = new byte[mask.width() * mask.height()];
    mask.pixels().get(pixels);
    return of(pixels);
  }

  /** The voxels: 1 inside, 0 outside. */
  public byte[] expand(int size) {
    byte[] voxels = new byte[size];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (i % 2 == 1) {
        Arrays.fill(voxels, at, at + lengths[i], (byte) 1);
      }
      at += lengths[i];
    }
    return voxels;
  }
}

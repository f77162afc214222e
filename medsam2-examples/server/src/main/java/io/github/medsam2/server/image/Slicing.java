// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.nio.ByteBuffer;

/**
 * How a grid of voxels, x fastest, is cut into slices: across z as it lies, across y with x to the
 * right and z down, or across x with y to the right and z down. No voxel is resampled.
 *
 * @param width voxels along x
 * @param height voxels along y
 * @param depth voxels along z
 * @param axis across which: 0 is x, 1 is y, 2 is z
 */
public record Slicing(int width, int height, int depth, int axis) {

  /** The axis across which grids lie as they are stored. */
  public static final int Z = 2;

  /** Checks the axis. */
  public Slicing {
    if (axis < 0 || axis > 2) {
      throw new InvalidInputException("axis", "0, 1 or 2", axis + "", "give x, y or z by number");
    }
  }

  private int[] sizes() {
    return new int[] {width, height, depth};
  }

  /** The axis that lies along columns. */
  public int right() {
    return axis == 0 ? 1 : 0;
  }

  /** The axis that lies along rows. */
  public int down() {
    return axis == 2 ? 1 : 2;
  }

  /** Columns of a slice. */
  public int columns() {
    return sizes()[right()];
  }

  /** Rows of a slice. */
  public int rows() {
    return sizes()[down()];
  }

  /** Slices. */
  public int count() {
    return sizes()[axis];
  }

  private int stride(int of) {
    return of == 0 ? 1 : of == 1 ? width : width * height;
  }

  /** Copies a slice out of all voxels. */
  public byte[] take(ByteBuffer voxels, int slice) {
    byte[] out = new byte[columns() * rows()];
    int start = slice * stride(axis);
    for (int row = 0, i = 0; row < rows(); row++) {
      int at = start + row * stride(down());
      for (int column = 0; column < columns(); column++, i++) {
        out[i] = voxels.get(at);
        at += stride(right());
      }
    }
    return out;
  }

  /** Writes a mask over a slice of all voxels: 1 inside, 0 outside. */
  public void put(byte[] voxels, int slice, Mask mask) {
    ByteBuffer pixels = mask.pixels();
    int start = slice * stride(axis);
    for (int row = 0, i = pixels.position(); row < rows(); row++) {
      int at = start + row * stride(down());
      for (int column = 0; column < columns(); column++, i++) {
        voxels[at] = (byte) (pixels.get(i) != 0 ? 1 : 0);
        at += stride(right());
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;

/**
 * A 3-D scalar image: a function from voxel {@code (x, y, z)} to one sample, with its place in the
 * patient. Samples lie x fastest, then y, then z. Immutable as long as nobody writes to the buffer
 * it was made from, and then thread-safe.
 */
public final class Volume {
  private final int width;
  private final int height;
  private final int depth;
  private final Samples samples;
  private final Geometry geometry;

  private Volume(
      int width, int height, int depth, PixelType type, ByteBuffer voxels, Geometry geometry) {
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.samples = new Samples("volume", type, voxels, width, height, depth);
    this.geometry = geometry;
  }

  /** A volume over a buffer, without a copy. Multi-byte samples are little endian. */
  public static Volume of(
      int width, int height, int depth, PixelType type, ByteBuffer voxels, Geometry geometry) {
    return new Volume(width, height, depth, type, voxels, geometry);
  }

  /** Voxels along x. */
  public int width() {
    return width;
  }

  /** Voxels along y. */
  public int height() {
    return height;
  }

  /** Voxels along z: the number of slices. */
  public int depth() {
    return depth;
  }

  /** The type of one sample. */
  public PixelType type() {
    return samples.type();
  }

  /** Where the grid lies in the patient. */
  public Geometry geometry() {
    return geometry;
  }

  /**
   * The sample at a voxel, unscaled.
   *
   * @throws InvalidInputException for a voxel that is not there
   */
  public float value(int x, int y, int z) {
    if (x < 0 || y < 0 || z < 0 || x >= width || y >= height || z >= depth) {
      throw Samples.off("voxel", x + ", " + y + ", " + z, width + "x" + height + "x" + depth);
    }
    return samples.get((z * height + y) * width + x);
  }

  /** Slice z as an image over the same samples. */
  public Image slice(int z) {
    int n = width * height;
    return Image.of(width, height, 1, type(), samples.slice(checkSlice(z, depth) * n, n));
  }

  static int checkSlice(int z, int depth) {
    if (z < 0 || z >= depth) {
      throw new InvalidInputException(
          "slice", "0 to " + (depth - 1), z + "", "ask for a slice that is there");
    }
    return z;
  }

  Samples samples() {
    return samples;
  }

  /** A read-only little-endian view of all samples. */
  public ByteBuffer voxels() {
    return samples.buffer();
  }

  /** The sizes, the type and the spacing. */
  @Override
  public String toString() {
    return "Volume["
        + width
        + "x"
        + height
        + "x"
        + depth
        + " "
        + type()
        + ", "
        + geometry.summary()
        + "]";
  }
}

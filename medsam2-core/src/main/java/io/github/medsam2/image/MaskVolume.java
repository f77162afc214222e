// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A set of voxels with its place in the patient: one byte a voxel, 0 outside and anything else
 * inside, x fastest, then y, then z. Immutable as long as nobody writes to the buffer it was made
 * from, and then thread-safe. Two are equal when they hold the same voxels of the same grid in the
 * same place.
 */
public final class MaskVolume {
  private final int width;
  private final int height;
  private final int depth;
  private final ByteBuffer voxels;
  private final Geometry geometry;

  private MaskVolume(int width, int height, int depth, ByteBuffer voxels, Geometry geometry) {
    Samples.checkSizes("mask volume", voxels.remaining(), 1, width, height, depth);
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.voxels = voxels.slice().asReadOnlyBuffer();
    this.geometry = geometry;
  }

  /** A mask over a buffer of zeros and non-zeros, without a copy. */
  public static MaskVolume of(
      int width, int height, int depth, ByteBuffer voxels, Geometry geometry) {
    return new MaskVolume(width, height, depth, voxels, geometry);
  }

  /**
   * The slices from z = 0 on, copied.
   *
   * @param slices at least one, all of one size
   */
  public static MaskVolume of(List<Mask> slices, Geometry geometry) {
    if (slices.isEmpty()) {
      throw new InvalidInputException("slices", "at least one", "none", "give the slices");
    }
    int width = slices.get(0).width();
    int height = slices.get(0).height();
    int area = width * height;
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(area, slices.size()));
    for (Mask slice : slices) {
      if (slice.width() != width || slice.height() != height) {
        throw new InvalidInputException(
            "slice " + all.position() / area,
            "the size of slice 0, " + width + "x" + height,
            slice.width() + "x" + slice.height(),
            "resize the slice");
      }
      all.put(slice.pixels());
    }
    return new MaskVolume(width, height, slices.size(), all.flip(), geometry);
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

  /** Where the grid lies in the patient. */
  public Geometry geometry() {
    return geometry;
  }

  /** Slice z as a mask over the same bytes. */
  public Mask slice(int z) {
    int n = width * height;
    return Mask.of(width, height, voxels.slice(Volume.checkSlice(z, depth) * n, n));
  }

  /** Whether a voxel is inside. Voxels off the grid are outside. */
  public boolean contains(int x, int y, int z) {
    boolean on = x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
    return on && voxels.get((z * height + y) * width + x) != 0;
  }

  /** The number of voxels inside. */
  public long voxelCount() {
    long n = 0;
    for (int i = 0; i < voxels.capacity(); i++) {
      if (voxels.get(i) != 0) {
        n++;
      }
    }
    return n;
  }

  /** The volume inside in millilitres: voxels times the volume of one. */
  public double millilitres() {
    return voxelCount() * geometry.voxelVolume() / 1000;
  }

  /** A read-only view of the bytes: 0 outside, anything else inside. */
  public ByteBuffer voxels() {
    return voxels.duplicate();
  }

  private Mask flat() {
    return Mask.of(voxels.capacity(), 1, voxels.duplicate());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MaskVolume m
        && width == m.width
        && height == m.height
        && depth == m.depth
        && geometry.equals(m.geometry)
        && flat().equals(m.flat());
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, depth, geometry, voxelCount());
  }

  @Override
  public String toString() {
    return "MaskVolume["
        + width
        + "x"
        + height
        + "x"
        + depth
        + ", "
        + voxelCount()
        + " inside, "
        + geometry.summary()
        + "]";
  }
}

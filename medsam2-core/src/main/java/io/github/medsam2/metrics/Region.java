// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.image.Volume;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A set of pixels or voxels on a grid with known spacing: what every metric compares. Immutable and
 * thread-safe; it keeps one bit a voxel and none of what it was made from.
 *
 * <p>A region of a {@link Mask} is flat: its boundary is a contour with lengths in mm. A region of
 * a {@link MaskVolume} or {@link Volume} is solid, even with one slice: its boundary is a surface
 * with areas in mm².
 */
public final class Region {
  private final int width;
  private final int height;
  private final int depth;
  private final boolean flat;
  private final Geometry geometry;
  private final BitSet inside;

  private Region(int[] size, boolean flat, Geometry geometry, BitSet inside) {
    this.width = size[0];
    this.height = size[1];
    this.depth = size[2];
    this.flat = flat;
    this.geometry = geometry;
    this.inside = inside;
  }

  /**
   * The pixels of a mask.
   *
   * @param spacingX distance of pixel centres along x, mm, above 0
   * @param spacingY distance of pixel centres along y, mm, above 0
   */
  public static Region of(Mask mask, double spacingX, double spacingY) {
    BitSet inside = new BitSet();
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.contains(x, y)) {
          inside.set(y * mask.width() + x);
        }
      }
    }
    Geometry geometry = Geometry.ofSpacing(spacingX, spacingY, 1);
    return new Region(new int[] {mask.width(), mask.height(), 1}, true, geometry, inside);
  }

  /** The voxels of a mask. */
  public static Region of(MaskVolume mask) {
    ByteBuffer voxels = mask.voxels();
    BitSet inside = new BitSet();
    for (int i = 0; i < voxels.capacity(); i++) {
      if (voxels.get(i) != 0) {
        inside.set(i);
      }
    }
    int[] size = {mask.width(), mask.height(), mask.depth()};
    return new Region(size, false, mask.geometry(), inside);
  }

  /** The voxels of a volume that are not 0. */
  public static Region of(Volume labels) {
    return select(labels, value -> value != 0);
  }

  /** The voxels of a volume that equal one label. */
  public static Region of(Volume labels, int label) {
    return select(labels, value -> value == label);
  }

  private static Region select(Volume labels, Selection chosen) {
    int[] size = {labels.width(), labels.height(), labels.depth()};
    BitSet inside = new BitSet();
    int i = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          if (chosen.test(labels.value(x, y, z))) {
            inside.set(i);
          }
        }
      }
    }
    return new Region(size, false, labels.geometry(), inside);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Slices; 1 for a flat region. */
  public int depth() {
    return depth;
  }

  /** Whether this is a set of pixels, measured in mm and mm², and not of voxels. */
  public boolean isFlat() {
    return flat;
  }

  /** Whether a voxel is inside. Voxels off the grid are outside. */
  public boolean contains(int x, int y, int z) {
    return x >= 0
        && y >= 0
        && z >= 0
        && x < width
        && y < height
        && z < depth
        && inside.get((z * height + y) * width + x);
  }

  /** The number of pixels or voxels inside. */
  public int count() {
    return inside.cardinality();
  }

  /** Whether nothing is inside. */
  public boolean isEmpty() {
    return inside.isEmpty();
  }

  /** The area of a flat region in square millimetres. */
  public double squareMillimetres() {
    requireFlat(true, "square millimetres");
    return count() * geometry.voxelVolume();
  }

  /** The volume of a solid region in millilitres. */
  public double millilitres() {
    requireFlat(false, "millilitres");
    return count() * geometry.voxelVolume() / 1000;
  }

  private void requireFlat(boolean wanted, String unit) {
    if (flat != wanted) {
      throw new InvalidInputException(
          "size of a region in " + unit,
          wanted ? "a region of a mask" : "a region of a volume",
          flat ? "a region of a mask" : "a region of a volume",
          "ask for the other measure");
    }
  }

  /** Distance of voxel centres along x, y, z in mm. */
  double[] spacing() {
    return geometry.spacing();
  }

  /** The voxels inside, x fastest, then y, then z; not to be changed. */
  BitSet bits() {
    return inside;
  }

  /** Another set of voxels on this grid. */
  Region with(BitSet voxels) {
    return new Region(new int[] {width, height, depth}, flat, geometry, voxels);
  }

  /** The number of voxels in both regions. */
  int common(Region other) {
    BitSet both = (BitSet) inside.clone();
    both.and(other.inside);
    return both.cardinality();
  }

  /**
   * Throws unless both regions lie on one grid: the same kind and sizes, and corner voxels less
   * than a tenth of a voxel apart, so that rounding in a file header does not matter and a flip
   * does.
   */
  void requireSameGrid(Region reference) {
    boolean sizes =
        flat == reference.flat
            && width == reference.width
            && height == reference.height
            && depth == reference.depth;
    if (!sizes || cornersApart(reference) > 0.1 * Arrays.stream(spacing()).min().orElseThrow()) {
      throw new InvalidInputException(
          "regions to compare",
          "the grid of the reference, " + reference.grid(),
          grid(),
          "resample one of them to the grid of the other");
    }
  }

  private double cornersApart(Region other) {
    double apart = 0;
    int[][] corners = {{0, 0, 0}, {width, 0, 0}, {0, height, 0}, {0, 0, depth}};
    for (int[] c : corners) {
      double[] p = geometry.toPatient(c[0], c[1], c[2]);
      double[] q = other.geometry.toPatient(c[0], c[1], c[2]);
      apart = Math.max(apart, Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]));
    }
    return apart;
  }

  private String grid() {
    return width + "x" + height + (flat ? "" : "x" + depth) + " with " + geometry;
  }

  private interface Selection {
    boolean test(float value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The boundary of a region as pieces at grid corners: the points half-way between voxels where both
 * inside and outside meet.
 */
final class Boundary {
  private final int[] corners;
  private final double[] sizes;

  private Boundary(int[] corners, double[] sizes) {
    this.corners = corners;
    this.sizes = sizes;
  }

  /** Corners along x, y, z of the voxels of a box: one more than voxels, and 1 in z when flat. */
  static int[] cornerCounts(Box box, boolean flat) {
    return new int[] {box.width() + 1, box.height() + 1, flat ? 1 : box.depth() + 1};
  }

  /** The boundary of a region that lies inside a box. */
  static Boundary of(Region region, Box box) {
    boolean flat = region.isFlat();
    box.points(1); // refuses a grid too large for an array
    double[] table =
        flat ? SurfaceElements.lengths(region.spacing()) : SurfaceElements.areas(region.spacing());
    Collector found = new Collector(table);
    int[] counts = cornerCounts(box, flat);
    for (int z = 0; z < counts[2]; z++) {
      for (int y = 0; y < counts[1]; y++) {
        if (flat) {
          found.row(new Row(region, box, y, 0), null, counts[0]);
        } else {
          found.row(new Row(region, box, y, z - 1), new Row(region, box, y, z), counts[0]);
        }
      }
    }
    return found.boundary();
  }

  /** Indices of the corners on the grid of {@link #cornerCounts}; not to be changed. */
  int[] corners() {
    return corners;
  }

  /** Area in mm², for a flat region length in mm, of the piece at each corner. */
  double[] sizes() {
    return sizes;
  }

  /** The whole boundary's area in mm² or length in mm. */
  double size() {
    return Arrays.stream(sizes).sum();
  }

  /** The two rows of voxels, one below the other in y, that touch a row of corners in one slice. */
  private static final class Row {
    private final BitSet bits;
    private final int upper;
    private final int lower;
    private final int width;

    Row(Region region, Box box, int y, int z) {
      bits = region.bits();
      boolean slice = z >= 0 && z < box.depth();
      upper = slice && y > 0 ? start(region, box, y - 1, z) : -1;
      lower = slice && y < box.height() ? start(region, box, y, z) : -1;
      width = box.width();
    }

    private static int start(Region region, Box box, int y, int z) {
      return ((box.z0() + z) * region.height() + box.y0() + y) * region.width() + box.x0();
    }

    /** The two voxels at x: bit 0 for the upper row, bit 1 for the lower. */
    int pair(int x) {
      if (x == width) {
        return 0;
      }
      return (upper >= 0 && bits.get(upper + x) ? 1 : 0)
          | (lower >= 0 && bits.get(lower + x) ? 2 : 0);
    }
  }

  /** Walks along rows of corners and keeps those where the boundary passes. */
  private static final class Collector {
    private final double[] table;
    private int[] corners = new int[1024];
    private double[] sizes = new double[1024];
    private int count;
    private int next;

    Collector(double[] table) {
      this.table = table;
    }

    void row(Row near, @Nullable Row far, int corners) {
      int shift = far == null ? 2 : 4;
      int before = 0;
      for (int x = 0; x < corners; x++) {
        int here = near.pair(x) | (far == null ? 0 : far.pair(x) << 2);
        int code = before | here << shift;
        if (code != 0 && code != table.length - 1) {
          add(next, table[code]);
        }
        next++;
        before = here;
      }
    }

    private void add(int corner, double size) {
      if (count == corners.length) {
        corners = Arrays.copyOf(corners, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      corners[count] = corner;
      sizes[count] = size;
      count++;
    }

    Boundary boundary() {
      return new Boundary(Arrays.copyOf(corners, count), Arrays.copyOf(sizes, count));
    }
  }
}

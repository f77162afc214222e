// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The size of the piece of boundary at a grid corner, by which of the voxels around that corner are
 * inside: an area in mm² among 8 voxels, a length in mm among 4 pixels.
 *
 * <p>The piece is the marching-cubes polygon through the middles of the edges that join an inside
 * to an outside voxel. Where a face is ambiguous (two diagonal voxels inside), the voxels of the
 * minority, and with 4 of 8 the inside ones, are kept apart, so a region and its complement have
 * the same boundary. A polygon with more than three corners need not be plane: it is cut into the
 * fan of triangles with the largest area at unit spacing. These two rules give, for every code and
 * spacing, the areas that the reference implementation of surface Dice (Nikolov et al., "Deep
 * learning to achieve clinically applicable segmentation of head and neck anatomy", 2018) tabulates
 * as normals.
 *
 * <p>Voxel (dx, dy, dz), each 0 or 1, has bit {@code 4 * dx + 2 * dz + dy} of the code; pixel (dx,
 * dy) has bit {@code 2 * dx + dy}.
 */
final class SurfaceElements {
  private static final int CODES = 256;
  private static final int FLAT_CODES = 16;

  private SurfaceElements() {}

  /** Areas in mm² of the 256 codes of 2 x 2 x 2 voxels. */
  static double[] areas(double[] spacing) {
    double[] areas = new double[CODES];
    for (int code = 0; code < CODES; code++) {
      boolean minorityInside = Integer.bitCount(code) <= 4;
      areas[code] = area(minorityInside ? code : CODES - 1 - code, spacing);
    }
    return areas;
  }

  /** Lengths in mm of the 16 codes of 2 x 2 pixels. */
  static double[] lengths(double[] spacing) {
    double[] lengths = new double[FLAT_CODES];
    double corner = Math.hypot(spacing[0], spacing[1]) / 2;
    for (int code = 1; code < FLAT_CODES - 1; code++) {
      lengths[code] =
          switch (code) {
            case 0b0011, 0b1100 -> spacing[1];
            case 0b0101, 0b1010 -> spacing[0];
            case 0b1001, 0b0110 -> 2 * corner;
            default -> corner;
          };
    }
    return lengths;
  }

  private static double area(int code, double[] spacing) {
    double sum = 0;
    for (List<double[]> polygon : polygons(code)) {
      double largest = -1;
      double scaled = 0;
      for (int apex = 0; apex < polygon.size(); apex++) {
        double unit = fan(polygon, apex, new double[] {1, 1, 1});
        if (unit > largest + 1e-9) {
          largest = unit;
          scaled = fan(polygon, apex, spacing);
        }
      }
      sum += scaled;
    }
    return sum;
  }

  /** The area of a polygon cut into triangles that all share one corner. */
  private static double fan(List<double[]> polygon, int apex, double[] spacing) {
    int n = polygon.size();
    double sum = 0;
    for (int i = 1; i < n - 1; i++) {
      double[] u = difference(polygon.get((apex + i) % n), polygon.get(apex), spacing);
      double[] v = difference(polygon.get((apex + i + 1) % n), polygon.get(apex), spacing);
      double nx = u[1] * v[2] - u[2] * v[1];
      double ny = u[2] * v[0] - u[0] * v[2];
      double nz = u[0] * v[1] - u[1] * v[0];
      sum += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
    }
    return sum;
  }

  private static double[] difference(double[] p, double[] q, double[] spacing) {
    return new double[] {
      (p[0] - q[0]) * spacing[0], (p[1] - q[1]) * spacing[1], (p[2] - q[2]) * spacing[2]
    };
  }

  /** Closed polygons of the code, each corner the middle of a cube edge. */
  private static List<List<double[]>> polygons(int code) {
    List<int[]> segments = segments(code);
    List<List<double[]>> polygons = new ArrayList<>();
    while (!segments.isEmpty()) {
      List<double[]> polygon = new ArrayList<>();
      int[] first = segments.remove(segments.size() - 1);
      polygon.add(middle(first[0]));
      for (int end = first[1]; end != first[0]; end = step(segments, end)) {
        polygon.add(middle(end));
      }
      polygons.add(polygon);
    }
    return polygons;
  }

  /** Takes the one segment left that ends at a point, and gives its other end. */
  private static int step(List<int[]> segments, int end) {
    for (int[] s : segments) {
      if (s[0] == end || s[1] == end) {
        segments.remove(s);
        return s[0] == end ? s[1] : s[0];
      }
    }
    throw new IllegalStateException("the segments on the faces of a cube close");
  }

  /** Where the boundary crosses the six faces: pairs of edges, each edge named by its two ends. */
  private static List<int[]> segments(int code) {
    List<int[]> segments = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int side = 0; side < 2; side++) {
        addFace(segments, ring(axis, side), code);
      }
    }
    return segments;
  }

  /** Pairs the crossed edges around each run of inside corners, which keeps diagonal ones apart. */
  private static void addFace(List<int[]> segments, int[] ring, int code) {
    for (int i = 0; i < 4; i++) {
      boolean runStarts = !inside(code, ring[(i + 3) % 4]) && inside(code, ring[i]);
      if (runStarts) {
        int end = i;
        while (inside(code, ring[(end + 1) % 4])) {
          end++;
        }
        int entered = edge(ring[(i + 3) % 4], ring[i]);
        int left = edge(ring[end % 4], ring[(end + 1) % 4]);
        segments.add(new int[] {entered, left});
      }
    }
  }

  /** The four corners of a face in order around it; a corner is its bit. */
  private static int[] ring(int axis, int side) {
    int[] bits = {4, 1, 2}; // of x, y, z
    int u = bits[(axis + 1) % 3];
    int v = bits[(axis + 2) % 3];
    int base = side * bits[axis];
    return new int[] {base, base + u, base + u + v, base + v};
  }

  private static boolean inside(int code, int corner) {
    return (code >> corner & 1) != 0;
  }

  private static int edge(int a, int b) {
    return Math.min(a, b) * 8 + Math.max(a, b);
  }

  private static double[] middle(int edge) {
    int a = edge / 8;
    int b = edge % 8;
    return new double[] {
      ((a >> 2) + (b >> 2)) / 2.0, ((a & 1) + (b & 1)) / 2.0, ((a >> 1 & 1) + (b >> 1 & 1)) / 2.0
    };
  }
}

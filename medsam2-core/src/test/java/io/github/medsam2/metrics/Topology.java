// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Counts what thinning must not change, straight from the definitions. */
final class Topology {
  private Topology() {}

  /** 26-connected pieces of a region. */
  static int pieces(Region region) {
    return count(region, true, 3);
  }

  /** 6-connected pieces of the background, the outside with a margin included. */
  static int backgroundPieces(Region region) {
    return count(region, false, 1);
  }

  private static int count(Region r, boolean inside, int reach) {
    Set<Integer> seen = new HashSet<>();
    int pieces = 0;
    for (int i = 0; i < cells(r); i++) {
      if (at(r, i) == inside && seen.add(i)) {
        pieces++;
        spread(r, inside, reach, i, seen);
      }
    }
    return pieces;
  }

  private static void spread(Region r, boolean inside, int reach, int start, Set<Integer> seen) {
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(start);
    while (!queue.isEmpty()) {
      int[] p = cell(r, queue.remove());
      for (int n = 0; n < 27; n++) {
        int dx = n % 3 - 1;
        int dy = n / 3 % 3 - 1;
        int dz = n / 9 - 1;
        int next = index(r, p[0] + dx, p[1] + dy, p[2] + dz);
        boolean near = Math.abs(dx) + Math.abs(dy) + Math.abs(dz) <= reach;
        if (near && next >= 0 && at(r, next) == inside && seen.add(next)) {
          queue.add(next);
        }
      }
    }
  }

  /** Euler characteristic of the closed voxel cubes: corners minus edges plus faces minus cubes. */
  static int euler(Region r) {
    int sum = 0;
    for (int z = 0; z <= 2 * r.depth(); z++) {
      for (int y = 0; y <= 2 * r.height(); y++) {
        for (int x = 0; x <= 2 * r.width(); x++) {
          int dimension = x % 2 + y % 2 + z % 2;
          if (touched(r, x, y, z)) {
            sum += dimension % 2 == 0 ? 1 : -1;
          }
        }
      }
    }
    return sum;
  }

  /** Whether a cell of the grid of half steps belongs to a voxel inside. */
  private static boolean touched(Region r, int x, int y, int z) {
    for (int n = 0; n < 8; n++) {
      int vx = x % 2 == 1 ? x / 2 : x / 2 - (n & 1);
      int vy = y % 2 == 1 ? y / 2 : y / 2 - (n >> 1 & 1);
      int vz = z % 2 == 1 ? z / 2 : z / 2 - (n >> 2 & 1);
      if (r.contains(vx, vy, vz)) {
        return true;
      }
    }
    return false;
  }

  private static int cells(Region r) {
    return (r.width() + 2) * (r.height() + 2) * (r.depth() + 2);
  }

  private static int[] cell(Region r, int i) {
    int w = r.width() + 2;
    int h = r.height() + 2;
    return new int[] {i % w - 1, i / w % h - 1, i / w / h - 1};
  }

  private static int index(Region r, int x, int y, int z) {
    boolean on =
        x >= -1 && y >= -1 && z >= -1 && x <= r.width() && y <= r.height() && z <= r.depth();
    return on ? ((z + 1) * (r.height() + 2) + y + 1) * (r.width() + 2) + x + 1 : -1;
  }

  private static boolean at(Region r, int i) {
    int[] p = cell(r, i);
    return r.contains(p[0], p[1], p[2]);
  }
}

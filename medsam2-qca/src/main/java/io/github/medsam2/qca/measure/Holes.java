// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.HashSet;
import java.util.Set;

/** Counts what a mask encloses: holes larger than specks, by Euler's number. */
final class Holes {
  private static final int SPECK = 12;

  private final MaskPixels pixels;

  Holes(MaskPixels pixels) {
    this.pixels = pixels;
  }

  int count() {
    int ones = 0;
    int threes = 0;
    int diagonals = 0;
    int pieces = pixels.area.length - 1;
    Set<Long> corners = new HashSet<>();
    for (int i = 0; i < pixels.size; i++) {
      for (int k = 0; k < 4; k++) {
        int x = pixels.x(i) - k % 2;
        int y = pixels.y(i) - k / 2;
        if (pixels.depth[i] < 2.9 && corners.add((long) (y + 1) << 32 | x + 1)) {
          int quad = quad(x, y);
          int n = Integer.bitCount(quad);
          ones += n == 1 ? 1 : 0;
          threes += n == 3 ? 1 : 0;
          diagonals += quad == 0b1001 || quad == 0b0110 ? 1 : 0;
        }
      }
    }
    int euler = (ones - threes - 2 * diagonals) / 4;
    return Math.max(0, pieces - euler - specks());
  }

  private int quad(int x, int y) {
    return (in(x, y) ? 1 : 0)
        | (in(x + 1, y) ? 2 : 0)
        | (in(x, y + 1) ? 4 : 0)
        | (in(x + 1, y + 1) ? 8 : 0);
  }

  private boolean in(int x, int y) {
    return pixels.at(x, y) >= 0;
  }

  /** Holes of a few pixels, as noise leaves them. */
  private int specks() {
    Set<Long> seen = new HashSet<>();
    int specks = 0;
    for (int i = 0; i < pixels.size; i++) {
      int x = pixels.x(i) + 1;
      int y = pixels.y(i);
      if (pixels.depth[i] < 1.5 && !in(x, y) && !seen.contains(key(x, y)) && speck(x, y, seen)) {
        specks++;
      }
    }
    return specks;
  }

  private static long key(int x, int y) {
    return (long) (y + 1) << 32 | x + 1;
  }

  private boolean speck(int x, int y, Set<Long> seen) {
    int[] open = new int[4 * SPECK + 8];
    int n = 0;
    int count = 0;
    open[n++] = x;
    open[n++] = y;
    Set<Long> own = new HashSet<>(Set.of(key(x, y)));
    while (n > 0) {
      int cy = open[--n];
      int cx = open[--n];
      if (++count > SPECK) {
        return false;
      }
      for (int k = 0; k < 4; k++) {
        int nx = cx + (k == 0 ? 1 : k == 1 ? -1 : 0);
        int ny = cy + (k == 2 ? 1 : k == 3 ? -1 : 0);
        if (!in(nx, ny) && own.add(key(nx, ny))) {
          if (n + 2 > open.length) {
            return false;
          }
          open[n++] = nx;
          open[n++] = ny;
        }
      }
    }
    seen.addAll(own);
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The connected components of a set of cells on a grid. Cells touch by side, edge or corner: 8
 * neighbours in a plane, 26 in a volume. Rows are cut into runs and the runs joined, so time is
 * linear in the cells and memory in the runs.
 */
final class Components {
  private final int width;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] parent = new int[0];
  private int[] area = new int[0];
  private int runs;

  private Components(int width) {
    this.width = width;
  }

  /**
   * Finds the components.
   *
   * @param cells of {@code width * height * depth}, x fastest, then y, then z
   */
  static Components of(int width, int height, int depth, BitSet cells) {
    Components c = new Components(width);
    int[] starts = c.cut(height * depth, cells);
    c.joinRows(height, depth, starts);
    return c;
  }

  /** The number of runs, numbered along the rows. */
  int runs() {
    return runs;
  }

  /** The first cell of a run. */
  int from(int run) {
    return from[run];
  }

  /** The cell after the last of a run. */
  int to(int run) {
    return to[run];
  }

  /** The component of a run: the number of its first run. */
  int component(int run) {
    int r = run;
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }

  /** The cells of the component of a run. */
  int area(int run) {
    return area[component(run)];
  }

  /** The component with the most cells, the first of equals; -1 when there is none. */
  int largest() {
    int best = -1;
    for (int r = 0; r < runs; r++) {
      if (parent[r] == r && (best < 0 || area[r] > area[best])) {
        best = r;
      }
    }
    return best;
  }

  /** Finds the runs of every row; returns the first run of each, and their number at the end. */
  private int[] cut(int rows, BitSet cells) {
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      starts[row] = runs;
      int end = (row + 1) * width;
      int cell = cells.nextSetBit(row * width);
      while (cell >= 0 && cell < end) {
        int after = Math.min(cells.nextClearBit(cell), end);
        add(cell, after);
        cell = cells.nextSetBit(after);
      }
    }
    starts[rows] = runs;
    return starts;
  }

  private void add(int first, int after) {
    if (runs == from.length) {
      from = Arrays.copyOf(from, 2 * runs);
      to = Arrays.copyOf(to, 2 * runs);
    }
    from[runs] = first;
    to[runs++] = after;
  }

  private void joinRows(int height, int depth, int[] starts) {
    parent = new int[runs];
    area = new int[runs];
    for (int r = 0; r < runs; r++) {
      parent[r] = r;
      area[r] = to[r] - from[r];
    }
    for (int row = 1; row < height * depth; row++) {
      int y = row % height;
      if (y > 0) {
        join(row, row - 1, starts);
      }
      if (row >= height) {
        for (int dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
          join(row, row - height + dy, starts);
        }
      }
    }
  }

  /** Joins the runs of two rows that touch. */
  private void join(int row, int before, int[] starts) {
    int shift = (row - before) * width;
    int a = starts[row];
    int b = starts[before];
    while (a < starts[row + 1] && b < starts[before + 1]) {
      if (from[a] <= to[b] + shift && from[b] + shift <= to[a]) {
        join(component(a), component(b));
      }
      if (to[a] < to[b] + shift) {
        a++;
      } else {
        b++;
      }
    }
  }

  private void join(int a, int b) {
    if (a != b) {
      int first = Math.min(a, b);
      int second = Math.max(a, b);
      parent[second] = first;
      area[first] += area[second];
    }
  }
}

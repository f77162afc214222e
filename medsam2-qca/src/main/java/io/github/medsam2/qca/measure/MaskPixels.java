// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import java.util.Arrays;

/**
 * The pixels of a mask alone, in raster order, so that work grows with the vessel and not with the
 * picture: where each lies, how far it is from the outside, and which piece it belongs to. Pixels
 * added to bridge a gap have a depth below one.
 */
final class MaskPixels {
  /** Vessels are thin: beyond this a mask is something else. */
  private static final int MOST = 2_000_000;

  /** What a pixel of a bridge counts as. */
  static final float GAP_DEPTH = 0.4f;

  private final int width;
  private final int[] key;
  private final int[] rowStart;
  final int size;
  final float[] depth;
  final int[] piece;
  final int[] area;

  private MaskPixels(int width, int height, int[] key, float[] known) {
    this.width = width;
    this.key = key;
    this.size = key.length;
    this.rowStart = new int[height + 1];
    for (int k : key) {
      rowStart[k / width + 1]++;
    }
    for (int y = 0; y < height; y++) {
      rowStart[y + 1] += rowStart[y];
    }
    this.depth = known.length == 0 ? new Depths(this).of() : known;
    this.piece = new int[size];
    this.area = flood();
  }

  static MaskPixels of(Mask mask) {
    int n = mask.area();
    if (n > MOST) {
      throw new NoVesselException(
          "a mask of at most " + MOST + " pixels", n + " pixels", "give the mask of the segment");
    }
    int[] key = new int[n];
    int[] at = {0};
    mask.forEachRun(
        (y, from, to) -> {
          for (int x = from; x < to; x++) {
            key[at[0]++] = y * mask.width() + x;
          }
        });
    return new MaskPixels(mask.width(), mask.height(), key, new float[0]);
  }

  /** The same pixels with bridges; those keep the depth of a gap. */
  MaskPixels with(int[] bridges) {
    int[] both = Arrays.copyOf(key, size + bridges.length);
    System.arraycopy(bridges, 0, both, size, bridges.length);
    int[] all = Arrays.stream(both).sorted().distinct().toArray();
    float[] d = new float[all.length];
    for (int i = 0; i < d.length; i++) {
      int j = Arrays.binarySearch(key, all[i]);
      d[i] = j < 0 ? GAP_DEPTH : depth[j];
    }
    return new MaskPixels(width, rowStart.length - 1, all, d);
  }

  int x(int i) {
    return key[i] % width;
  }

  int y(int i) {
    return key[i] / width;
  }

  int columns() {
    return width;
  }

  /** The number of the pixel at a place, or -1. */
  int at(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= rowStart.length - 1) {
      return -1;
    }
    int i = Arrays.binarySearch(key, rowStart[y], rowStart[y + 1], y * width + x);
    return i < 0 ? -1 : i;
  }

  /** The neighbours of a pixel, straight ones first; -1 where there is none. */
  void neighbours(int i, int[] found) {
    int x = x(i);
    int y = y(i);
    boolean west = i > 0 && key[i - 1] == key[i] - 1 && x > 0;
    boolean east = i + 1 < size && key[i + 1] == key[i] + 1 && x + 1 < width;
    found[0] = west ? i - 1 : -1;
    found[1] = east ? i + 1 : -1;
    row(x, y - 1, found, 2);
    row(x, y + 1, found, 5);
  }

  /** Middle, left and right of a row above or below. */
  private void row(int x, int y, int[] found, int to) {
    found[to] = -1;
    found[to + 1] = -1;
    found[to + 2] = -1;
    if (y < 0 || y >= rowStart.length - 1 || rowStart[y] == rowStart[y + 1]) {
      return;
    }
    int start = y * width + x;
    int i = Arrays.binarySearch(key, rowStart[y], rowStart[y + 1], x > 0 ? start - 1 : start);
    i = i < 0 ? -i - 1 : i;
    for (; i < rowStart[y + 1] && key[i] <= start + 1; i++) {
      int off = key[i] - start;
      found[to + (off == 0 ? 0 : off < 0 ? 1 : 2)] = i;
    }
  }

  static boolean diagonal(int direction) {
    return direction == 3 || direction == 4 || direction == 6 || direction == 7;
  }

  /** Numbers the pieces from 1 on; returns their sizes, that of piece 0 being 0. */
  private int[] flood() {
    int[] sizes = new int[16];
    int[] open = new int[size];
    int[] next = new int[8];
    int label = 0;
    for (int start = 0; start < size; start++) {
      if (piece[start] != 0) {
        continue;
      }
      label++;
      sizes = label < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * sizes.length);
      int n = 0;
      open[n++] = start;
      piece[start] = label;
      while (n > 0) {
        int i = open[--n];
        sizes[label]++;
        neighbours(i, next);
        for (int j : next) {
          if (j >= 0 && piece[j] == 0) {
            piece[j] = label;
            open[n++] = j;
          }
        }
      }
    }
    return Arrays.copyOf(sizes, label + 1);
  }
}

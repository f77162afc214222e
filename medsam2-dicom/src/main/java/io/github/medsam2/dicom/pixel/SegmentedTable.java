// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import java.util.Optional;

/**
 * Expands a look-up table that is written in segments (PS3.3 C.7.9.2): runs of entries, straight
 * lines from the entry before, and segments that stood earlier in the table. No segment can ask for
 * more entries than the table is said to have.
 */
final class SegmentedTable {
  private static final int DISCRETE = 0;
  private static final int LINEAR = 1;
  private static final int INDIRECT = 2;

  private final byte[] in;
  private final int width;
  private final int offsetUnit;
  private final int[] out;
  private int size;

  private SegmentedTable(byte[] in, int width, int offsetUnit, int count) {
    this.in = in;
    this.width = width;
    this.offsetUnit = offsetUnit;
    this.out = new int[count];
  }

  /**
   * The entries, if there are as many as said in one of the ways tables are written: entries of the
   * bits said or of 16, and offsets in bytes, as the standard says, or in entries.
   *
   * @param bits of an entry, as the descriptor says
   */
  static Optional<int[]> expand(byte[] bytes, int count, int bits) {
    int[][] ways = bits > 8 ? new int[][] {{2, 1}, {2, 2}} : new int[][] {{1, 1}, {2, 1}, {2, 2}};
    for (int[] way : ways) {
      SegmentedTable table = new SegmentedTable(bytes, way[0], way[1], count);
      if (table.whole()) {
        return Optional.of(table.out);
      }
    }
    return Optional.empty();
  }

  private boolean whole() {
    int at = 0;
    // A last byte or word may be padding; no segment is that short.
    while (at >= 0 && in.length - at >= 3 * width && size < out.length) {
      at = segment(at, true);
    }
    return at >= 0 && size == out.length;
  }

  /** Expands the segment at a place; returns the place behind it, or -1 where it cannot be. */
  private int segment(int at, boolean mayRefer) {
    if (at < 0 || in.length - at < 3 * width) {
      return -1;
    }
    int length = entry(at + width);
    int from = at + 2 * width;
    return switch (entry(at)) {
      case DISCRETE -> discrete(from, length);
      case LINEAR -> linear(from, length);
      case INDIRECT -> mayRefer ? indirect(from, length) : -1;
      default -> -1;
    };
  }

  private int discrete(int from, int length) {
    if (length > out.length - size || length > (in.length - from) / width) {
      return -1;
    }
    for (int i = 0; i < length; i++) {
      out[size++] = entry(from + i * width);
    }
    return from + length * width;
  }

  private int linear(int from, int length) {
    if (size == 0 || length > out.length - size) {
      return -1;
    }
    int start = out[size - 1];
    double step = (double) (entry(from) - start) / length;
    for (int i = 1; i <= length; i++) {
      out[size++] = (int) Math.round(start + i * step);
    }
    return from + width;
  }

  /** A number of segments from an offset on, which may not refer to others in turn. */
  private int indirect(int from, int segments) {
    if (in.length - from < 4) {
      return -1;
    }
    long offset = (word(from) | (long) word(from + 2) << 16) * offsetUnit;
    int at = offset < in.length ? (int) offset : -1;
    for (int i = 0; i < segments && at >= 0; i++) {
      at = segment(at, false);
    }
    return at < 0 ? -1 : from + 4;
  }

  private int entry(int at) {
    return width == 1 ? in[at] & 0xff : word(at);
  }

  private int word(int at) {
    return in[at] & 0xff | (in[at + 1] & 0xff) << 8;
  }
}

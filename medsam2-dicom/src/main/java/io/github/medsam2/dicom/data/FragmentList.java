// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.Arrays;

/** Fragments as they are found; the first item is the offset table. */
final class FragmentList {
  private static final int MAX_TABLE = 4 << 20;
  private long[] positions = new long[8];
  private int[] lengths = new int[8];
  private int size;

  void add(long position, int length) {
    if (size == lengths.length) {
      positions = Arrays.copyOf(positions, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    positions[size] = position;
    lengths[size++] = length;
  }

  Fragments build(int tag, Vr vr, ByteSource source, ByteWindow in, boolean whole) {
    int first = Math.min(1, size);
    return new Fragments(
        tag,
        vr,
        source,
        Arrays.copyOfRange(positions, first, size),
        Arrays.copyOfRange(lengths, first, size),
        table(in),
        whole);
  }

  /** An offset table larger than any real one is no table. */
  private long[] table(ByteWindow in) {
    if (size == 0 || lengths[0] > MAX_TABLE) {
      return new long[0];
    }
    long[] out = new long[lengths[0] / 4];
    for (int i = 0; i < out.length; i++) {
      out[i] = in.u32(positions[0] + 4L * i);
    }
    return out;
  }
}

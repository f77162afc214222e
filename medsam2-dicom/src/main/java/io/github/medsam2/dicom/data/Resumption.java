// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import org.jspecify.annotations.Nullable;

/**
 * Finds where a data set goes on behind damage: at a header of a higher tag that is followed by two
 * more, or by the end. In explicit VR alone, where noise cannot pass for three headers in a row.
 */
final class Resumption {
  private static final long FARTHEST = 1 << 16;
  private static final int CHAIN = 3;

  private Resumption() {}

  /**
   * The position of the next whole element, or -1.
   *
   * @param last the tag of the last element that was read
   */
  static long find(ByteWindow in, long from, long end, int last) {
    for (long at = from; at + 8 <= end && at < from + FARTHEST; at++) {
      if (begins(in, at, end, last)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean begins(ByteWindow in, long start, long end, int last) {
    long at = start;
    int tag = last;
    for (int n = 0; n < CHAIN; n++) {
      ElementHeader h = header(in, at, end);
      if (h == null || Integer.compareUnsigned(h.tag(), tag) <= 0 || !h.isFollowed(in, end)) {
        return false;
      }
      tag = h.tag();
      at = h.value() + h.length();
      if (h.undefined() || at == end) {
        // Little fits behind by chance, so one element the standard knows is enough.
        return n > 0 || Tag.of(h.tag()) != null;
      }
    }
    return true;
  }

  private static @Nullable ElementHeader header(ByteWindow in, long at, long end) {
    boolean vr = end - at >= 8 && Vr.of(in.u8(at + 4), in.u8(at + 5)) != null;
    return vr ? ElementHeader.read(in, at, end, true, new Findings()) : null;
  }
}

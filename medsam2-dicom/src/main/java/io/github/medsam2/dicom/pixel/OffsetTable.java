// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An offset table held against the fragments: it counts when it has an entry a frame, in the order
 * of the fragments, and each is where a fragment begins. One that does not fit is a finding, and
 * the fragments are told apart without it.
 *
 * @param fragments what it is of
 * @param entries where the first item of each frame begins, from the first item on
 */
record OffsetTable(Fragments fragments, long[] entries) {

  /**
   * The first fragment of each frame, and one past the last; fewer frames where the file was cut
   * short; null where there is no table that fits.
   */
  int @Nullable [] frames(int frames, Tag tag, Findings findings) {
    if (entries.length == 0) {
      return null;
    }
    int[] first = starts(0);
    if (first.length < Math.min(frames, entries.length) && entries[0] != 0) {
      int[] moved = starts(entries[0]);
      if (moved.length >= frames) {
        findings.add(tag, "an offset table counted from elsewhere; moved");
        first = moved;
      }
    }
    if (first.length >= frames) {
      int end = first.length > frames ? first[frames] : fragments.count();
      int[] out = Arrays.copyOf(first, frames + 1);
      out[frames] = end;
      return out;
    }
    int[] cut = entries.length == frames && !fragments.isWhole() ? cut(first) : null;
    if (cut == null) {
      findings.add(tag, "an offset table that does not fit the fragments; not used");
    }
    return cut;
  }

  /** The fragments at which entries point, as far as they ascend from the first fragment on. */
  private int[] starts(long origin) {
    long[] items = fragments.itemOffsets();
    int[] first = new int[entries.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = Arrays.binarySearch(items, entries[i] - origin);
      boolean ascends = i == 0 ? first[i] == 0 : first[i] > first[i - 1];
      if (!ascends) {
        return Arrays.copyOf(first, i);
      }
    }
    return first;
  }

  /**
   * Of a file cut short, whose further entries lie behind its fragments, the frames before that.
   */
  private int @Nullable [] cut(int[] first) {
    if (first.length == 0) {
      return null;
    }
    long[] items = fragments.itemOffsets();
    int last = items.length - 1;
    long end = items[last] + 8 + fragments.length(last);
    for (int i = first.length; i < entries.length; i++) {
      long before = i == first.length ? items[last] : entries[i - 1];
      if (entries[i] <= before) {
        return null;
      }
    }
    // The frame before the first missing one is whole when that would begin right behind.
    boolean whole = entries[first.length] == end;
    int[] out = Arrays.copyOf(first, first.length + (whole ? 1 : 0));
    out[out.length - 1] = whole ? fragments.count() : out[out.length - 1];
    return out;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compressed frames as runs of fragments: by the extended offset table, else the basic one, else
 * one fragment a frame, else by where a codestream begins.
 *
 * @param fragments all fragments
 * @param first the first fragment of each frame, and one past the last
 */
record FragmentFrames(Fragments fragments, int[] first) implements FrameBytes {

  static FragmentFrames of(Fragments f, DataSet d, int frames, Findings findings) {
    int[] first = byTable(f, d.longs(Tag.EXTENDED_OFFSET_TABLE), frames);
    if (first == null) {
      first = byTable(f, f.offsetTable(), frames);
    }
    if (first == null && f.offsetTable().length > 1) {
      findings.add(Tag.PIXEL_DATA, "an offset table that does not fit the fragments; not used");
    }
    if (first == null) {
      first = withoutTable(f, frames);
    }
    return new FragmentFrames(f, first);
  }

  /** A table counts when it has an entry a frame and every entry is where a fragment begins. */
  private static int @Nullable [] byTable(Fragments f, long[] table, int frames) {
    if (table.length == 0 || table.length > frames || f.count() == 0) {
      return null;
    }
    long[] items = f.itemOffsets();
    int[] first = new int[table.length + 1];
    for (int i = 0; i < table.length; i++) {
      first[i] = Arrays.binarySearch(items, table[i]);
      boolean ascends = i == 0 ? first[i] == 0 : first[i] > first[i - 1];
      if (!ascends) {
        // A file cut short has more entries than fragments; its last frame may be cut too.
        boolean cut = i > 0 && table[i] > items[items.length - 1];
        return cut ? Arrays.copyOf(first, i) : null;
      }
    }
    first[table.length] = f.count();
    return table.length == frames ? first : null;
  }

  private static int[] withoutTable(Fragments f, int frames) {
    if (frames == 1) {
      return new int[] {0, f.count()};
    }
    if (f.count() == frames) {
      return range(frames + 1);
    }
    int[] starts = new int[f.count() + 1];
    int n = 0;
    for (int i = 0; i < f.count(); i++) {
      if (begins(f, i)) {
        starts[n++] = i;
      }
    }
    if (n == 0) {
      return range(Math.min(frames, f.count()) + 1);
    }
    starts[n] = f.count();
    return Arrays.copyOf(starts, Math.min(n, frames) + 1);
  }

  private static int[] range(int n) {
    int[] out = new int[n];
    Arrays.setAll(out, i -> i);
    return out;
  }

  /** Whether a fragment begins with a JPEG or JPEG 2000 start marker. */
  private static boolean begins(Fragments f, int i) {
    if (f.length(i) < 2) {
      return false;
    }
    byte[] start = new byte[2];
    f.read(i, start, 0, 2);
    return start[0] == (byte) 0xff && (start[1] == (byte) 0xd8 || start[1] == 0x4f);
  }

  @Override
  public int count() {
    return first.length - 1;
  }

  @Override
  public byte[] read(int frame) {
    long size = 0;
    for (int i = first[frame]; i < first[frame + 1]; i++) {
      size += fragments.length(i);
    }
    byte[] out = new byte[Math.toIntExact(size)];
    int at = 0;
    for (int i = first[frame]; i < first[frame + 1]; i++) {
      fragments.read(i, out, at, fragments.length(i));
      at += fragments.length(i);
    }
    return out;
  }
}

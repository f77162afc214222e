// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Compressed frames as runs of fragments: by the extended offset table, else the basic one, else
 * one fragment a frame, else by where a codestream begins.
 *
 * @param fragments all fragments
 * @param first the first fragment of each frame, and one past the last
 */
record FragmentFrames(Fragments fragments, int[] first) implements FrameBytes {

  static FragmentFrames of(Fragments f, DataSet d, int frames, Findings findings) {
    int[] first = null;
    if (frames > 1 && f.count() > 0) {
      OffsetTable extended =
          new OffsetTable(f, new Tolerant(d, findings).longs(Tag.EXTENDED_OFFSET_TABLE));
      first = extended.frames(frames, Tag.EXTENDED_OFFSET_TABLE, findings);
      if (first == null) {
        OffsetTable basic = new OffsetTable(f, f.offsetTable());
        first = basic.frames(frames, Tag.PIXEL_DATA, findings);
      }
    }
    return new FragmentFrames(f, first == null ? withoutTable(f, frames, findings) : first);
  }

  private static int[] withoutTable(Fragments f, int frames, Findings findings) {
    if (frames == 1) {
      return new int[] {0, f.count()};
    }
    int[] filled = where(f, i -> f.length(i) > 0);
    if (filled.length - 1 == frames) {
      return filled;
    }
    int[] starts = where(f, i -> begins(f, i));
    if (starts.length > 1) {
      if (starts[0] != 0) {
        findings.add(Tag.PIXEL_DATA, "fragments before the first codestream; left out");
      }
      return Arrays.copyOf(starts, Math.min(starts.length - 1, frames) + 1);
    }
    if (filled.length - 1 > frames) {
      throw new DicomException(
          Tag.PIXEL_DATA.toString(),
          "fragments that tell where a frame begins, or an offset table that fits",
          f.count() + " fragments of " + frames + " frames",
          "repair the offset table");
    }
    return range(f.count() + 1);
  }

  /** The fragments of a kind, and one past the last of all. */
  private static int[] where(Fragments f, IntPredicate kind) {
    IntStream found = IntStream.range(0, f.count()).filter(kind);
    return IntStream.concat(found, IntStream.of(f.count())).toArray();
  }

  private static int[] range(int n) {
    int[] out = new int[n];
    Arrays.setAll(out, i -> i);
    return out;
  }

  /** Whether a fragment begins as a codestream does: JPEG, JPEG 2000, JPEG XL, RLE. */
  private static boolean begins(Fragments f, int i) {
    byte[] start = new byte[Math.min(8, f.length(i))];
    f.read(i, start, 0, start.length);
    if (start.length < 8) {
      return false;
    }
    int second = start[1] & 0xff;
    boolean marker = start[0] == -1 && (second == 0xd8 || second == 0x4f || second == 0x0a);
    long all = ByteBuffer.wrap(start).getLong();
    boolean box = all == 0x0000000c_6a502020L || all == 0x0000000c_4a584c20L;
    boolean runs = start[0] > 0 && start[0] <= 15 && (all & 0xff_ffff_ffff_ffffL) == 0x4000_0000L;
    return marker || box || runs;
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

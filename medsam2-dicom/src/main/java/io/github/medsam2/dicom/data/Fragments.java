// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Encapsulated pixel data: a basic offset table and fragments, found by walking item lengths and
 * left in their source (PS3.5 A.4). Delimiters are never searched for: a codestream may hold them.
 */
public final class Fragments implements Element {
  private final int tag;
  private final Vr vr;
  private final ByteSource source;
  private final long[] positions;
  private final int[] lengths;
  private final long[] offsetTable;
  private final boolean whole;

  Fragments(
      int tag,
      Vr vr,
      ByteSource source,
      long[] positions,
      int[] lengths,
      long[] offsetTable,
      boolean whole) {
    this.tag = tag;
    this.vr = vr;
    this.source = source;
    this.positions = positions;
    this.lengths = lengths;
    this.offsetTable = offsetTable;
    this.whole = whole;
  }

  /**
   * Pixel data of one fragment a frame, with its basic offset table where 32 bits suffice for it.
   *
   * @param frames one codestream a frame, copied; odd lengths are padded with a zero
   */
  public static Fragments ofFrames(List<byte[]> frames) {
    long total = frames.stream().mapToLong(f -> f.length + 1L).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw new DicomException(
          Tag.PIXEL_DATA.toString(), "less than 2 GB of frames", total + " bytes", "write fewer");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    long[] positions = new long[frames.size()];
    int[] lengths = new int[frames.size()];
    long[] table = new long[frames.size()];
    for (int i = 0; i < lengths.length; i++) {
      byte[] frame = frames.get(i);
      positions[i] = all.size();
      table[i] = positions[i] + 8L * i;
      all.writeBytes(frame);
      if (frame.length % 2 != 0) {
        all.write(0);
      }
      lengths[i] = all.size() - (int) positions[i];
    }
    ByteSource source = new ArraySource(all.toByteArray());
    return new Fragments(Tag.PIXEL_DATA.number(), Vr.OB, source, positions, lengths, table, true);
  }

  /**
   * Pixel data whose fragments stay where they are.
   *
   * @param vr OB, or OW as some writers have it
   * @param source what holds them; it must not be closed as long as they are used
   * @param positions first byte of each fragment in the source
   * @param lengths bytes of each fragment
   * @param offsetTable the basic offset table, empty for none
   */
  public static Fragments of(
      Vr vr, ByteSource source, long[] positions, int[] lengths, long[] offsetTable) {
    boolean inside = positions.length == lengths.length;
    for (int i = 0; inside && i < lengths.length; i++) {
      inside = positions[i] >= 0 && lengths[i] >= 0 && positions[i] <= source.size() - lengths[i];
    }
    if (!inside) {
      throw new InvalidInputException(
          Tag.PIXEL_DATA.toString(),
          "a position and a length within the source for each fragment",
          "others",
          "correct positions and lengths");
    }
    return new Fragments(
        Tag.PIXEL_DATA.number(),
        vr,
        source,
        positions.clone(),
        lengths.clone(),
        offsetTable.clone(),
        true);
  }

  @Override
  public int tag() {
    return tag;
  }

  @Override
  public Vr vr() {
    return vr;
  }

  /** The number of fragments, not counting the offset table. */
  public int count() {
    return positions.length;
  }

  /** Whether they ended as they should; otherwise some may be missing at the end. */
  public boolean isWhole() {
    return whole;
  }

  /** Bytes of one fragment. */
  public int length(int fragment) {
    return lengths[fragment];
  }

  /** Where each fragment's item begins, counted as in the offset table: from the first item. */
  public long[] itemOffsets() {
    long[] out = new long[lengths.length];
    for (int i = 1; i < out.length; i++) {
      out[i] = out[i - 1] + 8 + lengths[i - 1];
    }
    return out;
  }

  /** The basic offset table, empty where the file has none; a copy. */
  public long[] offsetTable() {
    return offsetTable.clone();
  }

  /** Where one fragment stands in a file. */
  public Optional<FileRange> inFile(int fragment) {
    return source.inFile(positions[fragment], lengths[fragment]);
  }

  /** Reads the first bytes of one fragment. Thread-safe. */
  public void read(int fragment, byte[] target, int offset, int count) {
    source.read(positions[fragment], target, offset, count);
  }

  /** Tag, VR and number of fragments. */
  @Override
  public String toString() {
    return Tag.describe(tag) + " " + vr + " " + count() + " fragments";
  }
}

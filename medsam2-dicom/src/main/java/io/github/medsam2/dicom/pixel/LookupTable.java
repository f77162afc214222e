// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.error.DicomException;

/**
 * A look-up table with its descriptor (PS3.3 C.11.1.1): entries from a first mapped value on;
 * values outside take the first or last entry.
 */
final class LookupTable {
  private final int first;
  private final int bits;
  private final int[] entries;

  private LookupTable(int first, int bits, int[] entries) {
    this.first = first;
    this.bits = bits;
    this.entries = entries;
  }

  /**
   * @param signed whether the first mapped value is, as the stored values are
   */
  static LookupTable of(DataSet d, Tag descriptorTag, Tag dataTag, boolean signed) {
    int count = count(d, descriptorTag);
    int bits = bits(d, descriptorTag);
    byte[] bytes = d.value(dataTag.number()).map(Value::bytes).orElse(new byte[0]);
    boolean wide = bytes.length >= 2L * count;
    if (!wide && bytes.length < count) {
      throw bad(dataTag, count + " entries of 8 or 16 bits", bytes.length + " bytes");
    }
    return new LookupTable(first(d, descriptorTag, signed), bits, entries(bytes, count, wide));
  }

  /** The same, of a table written in segments. */
  static LookupTable segmented(DataSet d, Tag descriptorTag, Tag dataTag, boolean signed) {
    byte[] bytes = d.value(dataTag.number()).map(Value::bytes).orElse(new byte[0]);
    int count = count(d, descriptorTag);
    int bits = bits(d, descriptorTag);
    int[] entries =
        SegmentedTable.expand(bytes, count, bits)
            .orElseThrow(() -> bad(dataTag, "segments of " + count + " entries", "others"));
    return new LookupTable(first(d, descriptorTag, signed), bits, entries);
  }

  private static long descriptor(DataSet d, Tag tag, int index) {
    long[] values = d.longs(tag);
    if (values.length != 3) {
      throw bad(tag, "three values", values.length + "");
    }
    return values[index];
  }

  /** Unsigned whatever the VR: 0 stands for 65536. */
  private static int count(DataSet d, Tag tag) {
    int count = (int) descriptor(d, tag, 0) & 0xffff;
    return count == 0 ? 65536 : count;
  }

  private static int first(DataSet d, Tag tag, boolean signed) {
    int first = (int) descriptor(d, tag, 1);
    return signed ? (short) first : first & 0xffff;
  }

  private static int bits(DataSet d, Tag tag) {
    long bits = descriptor(d, tag, 2);
    if (bits < 1 || bits > 16) {
      throw bad(tag, "entries of 1 to 16 bits", bits + "");
    }
    return (int) bits;
  }

  private static int[] entries(byte[] bytes, int count, boolean wide) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = wide ? bytes[2 * i] & 0xff | (bytes[2 * i + 1] & 0xff) << 8 : bytes[i] & 0xff;
    }
    return out;
  }

  private static DicomException bad(Tag tag, String expected, String found) {
    return new DicomException(tag.toString(), expected, found, "repair the look-up table");
  }

  int bits() {
    return bits;
  }

  int value(int stored) {
    long index = (long) stored - first;
    return entries[(int) Math.max(0, Math.min(index, entries.length - 1))];
  }
}

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
    long[] descriptor = d.longs(descriptorTag);
    Value data = d.value(dataTag.number()).orElse(null);
    if (descriptor.length != 3 || data == null) {
      throw bad(descriptorTag, "three values and a table", "fewer");
    }
    // The number of entries is unsigned whatever the VR: 0 stands for 65536.
    int count = (int) descriptor[0] & 0xffff;
    count = count == 0 ? 65536 : count;
    int first = (int) descriptor[1];
    first = signed ? (short) first : first & 0xffff;
    int bits = (int) descriptor[2];
    byte[] bytes = data.bytes();
    boolean wide = bytes.length >= 2L * count;
    if (bits < 1 || bits > 16 || (!wide && bytes.length < count)) {
      throw bad(dataTag, count + " entries of 8 or 16 bits", bytes.length + " bytes");
    }
    return new LookupTable(first, bits, entries(bytes, count, wide));
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

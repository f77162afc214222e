// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Arrays;

/**
 * A canonical Huffman code of up to 16 bits (T.81 annex C), decoded by one look-up for codes of up
 * to ten bits and by comparing lengths for the others.
 */
final class HuffmanTable {
  private static final int FAST = 10;

  /** Length in the upper, symbol in the lower byte; 0 for longer codes. */
  private final short[] fast = new short[1 << FAST];

  /** First code of each length, and one past its last, both aligned to 16 bits. */
  private final int[] endCode = new int[17];

  private final int[] firstCode = new int[17];
  private final int[] firstIndex = new int[17];
  private final byte[] symbols;

  /**
   * @param counts how many codes have 1 to 16 bits
   * @param symbols their symbols, in order
   * @param position where the table stands, for messages
   */
  HuffmanTable(int[] counts, byte[] symbols, int position) {
    this.symbols = symbols.clone();
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      firstCode[length] = code << (16 - length);
      firstIndex[length] = index;
      for (int i = 0; i < counts[length - 1]; i++) {
        enter(code++, length, index++);
      }
      if (code > 1 << length) {
        throw Corrupt.at("JPEG", position, "a prefix code", "more codes than bits");
      }
      endCode[length] = code << (16 - length);
      code <<= 1;
    }
  }

  private void enter(int code, int length, int index) {
    if (length <= FAST && code < 1 << length) {
      int start = code << (FAST - length);
      short entry = (short) ((length << 8) | (symbols[index] & 0xff));
      Arrays.fill(fast, start, start + (1 << (FAST - length)), entry);
    }
  }

  /** The next symbol. */
  int next(EntropyReader in) {
    int bits = in.peek16();
    int entry = fast[bits >>> (16 - FAST)];
    if (entry != 0) {
      in.skip(entry >>> 8);
      return entry & 0xff;
    }
    return longer(in, bits);
  }

  private int longer(EntropyReader in, int bits) {
    for (int length = FAST + 1; length <= 16; length++) {
      if (bits >= firstCode[length] && bits < endCode[length]) {
        in.skip(length);
        return symbols[firstIndex[length] + ((bits - firstCode[length]) >>> (16 - length))] & 0xff;
      }
    }
    throw in.corrupt("a Huffman code", "bits that are none");
  }
}

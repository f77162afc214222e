// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import io.github.medsam2.dicom.error.DicomException;

/**
 * Bits of a JPEG scan, zero bytes after FF taken out. At a marker or the end of the data zeros come
 * instead, and are counted: a frame that needed them is incomplete.
 */
final class EntropyReader {
  private final byte[] data;
  private int position;
  private long buffer;
  private int count;
  private int invented;

  EntropyReader(byte[] data, int position) {
    this.data = data;
    this.position = position;
  }

  /** The next 16 bits without taking them. */
  int peek16() {
    if (count < 16) {
      fill();
    }
    return (int) (buffer >>> (count - 16)) & 0xffff;
  }

  /** Takes bits that were peeked at. */
  void skip(int bits) {
    count -= bits;
  }

  /** The next 0 to 16 bits. */
  int bits(int n) {
    if (count < n) {
      fill();
    }
    count -= n;
    return (int) (buffer >>> count) & ((1 << n) - 1);
  }

  /** A number of T.81's category: its sign is in its first bit. */
  int signed(int category) {
    if (category == 0) {
      return 0;
    }
    int v = bits(category);
    return v < 1 << (category - 1) ? v - (1 << category) + 1 : v;
  }

  private void fill() {
    while (count <= 48) {
      buffer = (buffer << 8) | nextByte();
      count += 8;
    }
  }

  private int nextByte() {
    if (position < data.length) {
      int b = data[position] & 0xff;
      if (b != 0xff) {
        position++;
        return b;
      }
      if (position + 1 < data.length && data[position + 1] == 0) {
        position += 2;
        return b;
      }
    }
    invented += 8;
    return 0;
  }

  /** Throws where bits were used that the stream does not have. */
  void requireReal() {
    if (invented > count) {
      throw corrupt("the whole frame", "the end of the scan");
    }
  }

  /** Leaves the bits of the last byte and reads the restart marker that must follow. */
  void restart() {
    requireReal();
    count = 0;
    invented = 0;
    buffer = 0;
    while (position + 1 < data.length
        && (data[position] & 0xff) == 0xff
        && (data[position + 1] & 0xff) == 0xff) {
      position++;
    }
    boolean marker = position + 1 < data.length && (data[position] & 0xff) == 0xff;
    if (!marker || (data[position + 1] & 0xf8) != 0xd0) {
      throw corrupt("a restart marker", "something else");
    }
    position += 2;
  }

  /** Where the scan ended: the marker behind it, unless bytes are left over. */
  int position() {
    return position;
  }

  DicomException corrupt(String expected, String found) {
    return Corrupt.at("JPEG", position, expected, found);
  }
}

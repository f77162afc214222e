// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** Numbers at any position of a source, read through a window that moves along. */
final class ByteWindow {
  private static final int SIZE = 1 << 16;

  private final ByteSource source;
  private final byte[] window;
  private final boolean bigEndian;
  private long start;
  private int filled;

  ByteWindow(ByteSource source, boolean bigEndian) {
    this.source = source;
    this.bigEndian = bigEndian;
    this.window = new byte[(int) Math.min(SIZE, source.size())];
  }

  long size() {
    return source.size();
  }

  /** One byte at a position below the size of the source. */
  int u8(long position) {
    if (position < start || position >= start + filled) {
      start = position;
      filled = (int) Math.min(window.length, source.size() - position);
      source.read(position, window, 0, filled);
    }
    return window[(int) (position - start)] & 0xff;
  }

  int u16(long position) {
    int first = u8(position);
    int second = u8(position + 1);
    return bigEndian ? (first << 8) | second : (second << 8) | first;
  }

  long u32(long position) {
    long first = u16(position);
    long second = u16(position + 2);
    return bigEndian ? (first << 16) | second : (second << 16) | first;
  }
}

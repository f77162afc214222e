// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;

/** An element whose value is left in its source, found but not loaded: pixel data above all. */
public final class Located implements Bytes {
  private final int tag;
  private final Vr vr;
  private final ByteSource source;
  private final long position;
  private final long length;
  private final boolean bigEndian;

  Located(int tag, Vr vr, ByteSource source, long position, long length, boolean bigEndian) {
    this.tag = tag;
    this.vr = vr;
    this.source = source;
    this.position = position;
    this.length = length;
    this.bigEndian = bigEndian;
  }

  /**
   * A value that stays where it is.
   *
   * @param tag group in the upper, element in the lower 16 bits
   * @param vr its value representation
   * @param source what holds it; it must not be closed as long as the value is used
   * @param position first byte in the source
   * @param length number of bytes
   * @param bigEndian the byte order in the source
   */
  public static Located of(
      int tag, Vr vr, ByteSource source, long position, long length, boolean bigEndian) {
    if (position < 0 || length < 0 || position > source.size() - length) {
      throw new InvalidInputException(
          Tag.describe(tag),
          "a value within its source of " + source.size() + " bytes",
          length + " bytes from " + position,
          "correct position and length");
    }
    return new Located(tag, vr, source, position, length, bigEndian);
  }

  @Override
  public int tag() {
    return tag;
  }

  @Override
  public Vr vr() {
    return vr;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long at, byte[] target, int offset, int count) {
    if (!bigEndian || vr.unit() == 1) {
      source.read(position + at, target, offset, count);
      return;
    }
    // A part may begin or end inside a number, so whole numbers are read and turned.
    long first = at - at % vr.unit();
    long end = Math.min(length, at + count + vr.unit() - 1);
    byte[] whole = new byte[Math.toIntExact(end - first)];
    source.read(position + first, whole, 0, whole.length);
    ByteOrders.reverse(whole, vr.unit());
    System.arraycopy(whole, (int) (at - first), target, offset, count);
  }

  /** The byte order in the source; {@link #read} gives little endian always. */
  public boolean isBigEndian() {
    return bigEndian;
  }

  /** Where the value stands in a file, in the byte order it has there. */
  public Optional<FileRange> inFile() {
    return source.inFile(position, length);
  }

  /** The value in memory. The parser has held its length to the limit, unless it is pixel data. */
  Value load() {
    byte[] bytes = new byte[Math.toIntExact(length)];
    read(0, bytes, 0, bytes.length);
    return new Value(tag, vr, bytes);
  }

  /** Tag, VR and length, never the value. */
  @Override
  public String toString() {
    return Tag.describe(tag) + " " + vr + " " + length + " bytes, not loaded";
  }
}

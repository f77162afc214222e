// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.storage.Utf8;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read front to back; every length is checked before it is believed. */
final class PickleInput {
  private final String where;
  private final ByteBuffer bytes;

  PickleInput(String where, ByteBuffer bytes) {
    this.where = where;
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  int uint8() {
    return take(1).get() & 0xff;
  }

  int uint16() {
    return take(2).getShort() & 0xffff;
  }

  int int32() {
    return take(4).getInt();
  }

  long uint32() {
    return take(4).getInt() & 0xffffffffL;
  }

  long int64() {
    return take(8).getLong();
  }

  /** An integer of at most 8 bytes, two's complement, least byte first. */
  long integer(int length) {
    ByteBuffer in = take(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      long b = in.get();
      value |= (i == length - 1 ? b : b & 0xff) << (8 * i);
    }
    return value;
  }

  /** UTF-8 text of so many bytes. */
  String text(long length) {
    if (length > WeightFileBounds.TEXT_BYTES) {
      throw broken(
          "a text of at most " + WeightFileBounds.TEXT_BYTES + " bytes", length + " bytes");
    }
    ByteBuffer utf8 = take(length).slice(bytes.position(), (int) length);
    skip(length);
    return Utf8.decode(utf8, this::position);
  }

  /** The text up to the next line feed, which is skipped. */
  String line() {
    int start = bytes.position();
    int end = start;
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    ByteBuffer line = bytes.slice(start, end - start);
    skip(end - start + 1L);
    return StandardCharsets.ISO_8859_1.decode(line).toString();
  }

  void skip(long length) {
    take(length).position(bytes.position() + (int) length);
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  /** Where the reading stands, for messages. */
  String position() {
    return where + " byte " + bytes.position();
  }

  CheckpointException broken(String expected, String found) {
    return new CheckpointException(
        position(), expected, found, "the file is damaged or no checkpoint of torch: get it again");
  }

  /** The bytes, after checking that so many remain; the caller reads exactly those. */
  private ByteBuffer take(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw broken(length + " more bytes", bytes.remaining() + " bytes");
    }
    return bytes;
  }
}

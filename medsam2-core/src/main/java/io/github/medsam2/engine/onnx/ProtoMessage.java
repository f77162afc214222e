// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A protobuf message being written, field after field. Large data is kept by reference, so that a
 * model with inlined weights holds them once.
 *
 * <p>Wire format: a field is a varint {@code number << 3 | type}, then a varint (type 0), 4 bytes
 * (type 5), or a varint length and so many bytes (type 2).
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int COPY_BELOW = 4096;

  private final List<ByteBuffer> sealed = new ArrayList<>();
  private long sealedSize;
  private byte[] tail = new byte[64];
  private int used;

  /** Writes an integer field. */
  ProtoMessage number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** Writes a repeated integer field, packed. */
  ProtoMessage numbers(int field, long... values) {
    ProtoMessage packed = new ProtoMessage();
    for (long v : values) {
      packed.varint(v);
    }
    return message(field, packed);
  }

  /** Writes a float field. */
  ProtoMessage real(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      put((byte) (bits >>> shift));
    }
    return this;
  }

  /** Writes a string field. */
  ProtoMessage text(int field, String value) {
    return data(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a bytes field from the buffer's position to its limit; the data must not change. */
  ProtoMessage data(int field, ByteBuffer value) {
    tag(field, BYTES);
    varint(value.remaining());
    append(value.duplicate());
    return this;
  }

  /** Writes a message field; later changes to {@code value} are not seen. */
  ProtoMessage message(int field, ProtoMessage value) {
    tag(field, BYTES);
    varint(value.size());
    value.sealed.forEach(this::append);
    append(ByteBuffer.wrap(value.tail, 0, value.used));
    return this;
  }

  /** The length in bytes. */
  long size() {
    return sealedSize + used;
  }

  /** The bytes written so far. */
  InputStream toStream() {
    seal();
    return new Chunks(sealed.stream().map(ByteBuffer::duplicate).toList());
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  private void append(ByteBuffer part) {
    if (part.remaining() < COPY_BELOW) {
      reserve(part.remaining());
      int length = part.remaining();
      part.duplicate().get(tail, used, length);
      used += length;
    } else {
      seal();
      sealed.add(part.slice());
      sealedSize += part.remaining();
    }
  }

  private void seal() {
    if (used > 0) {
      sealed.add(ByteBuffer.wrap(Arrays.copyOf(tail, used)));
      sealedSize += used;
      used = 0;
    }
  }

  private void put(byte b) {
    reserve(1);
    tail[used++] = b;
  }

  private void reserve(int more) {
    if (tail.length - used < more) {
      tail = Arrays.copyOf(tail, Math.max(2 * tail.length, used + more));
    }
  }

  /** The chunks one after the other. */
  private static final class Chunks extends InputStream {
    private final List<ByteBuffer> parts;
    private int next;

    Chunks(List<ByteBuffer> parts) {
      this.parts = parts;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      while (next < parts.size() && !parts.get(next).hasRemaining()) {
        next++;
      }
      if (next == parts.size()) {
        return -1;
      }
      int n = Math.min(length, parts.get(next).remaining());
      parts.get(next).get(into, offset, n);
      return n;
    }
  }
}

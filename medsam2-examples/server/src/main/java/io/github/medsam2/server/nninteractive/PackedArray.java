// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.server.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An array as nnInteractive's clients send it.
 *
 * <pre>
 * array --> "NNIA" version codec axes length name size* count chunk*
 * size  --> 8 bytes, one for each axis, outermost first
 * count --> 4 bytes
 * chunk --> raw length (8 bytes) packed length (8 bytes) blosc2 chunk
 * </pre>
 *
 * Little endian, in C order. What an array claims is held against a limit, and against what is
 * there, before memory is taken for it.
 *
 * @param type of its numbers
 * @param shape outermost first; not to be written to
 * @param data little endian
 */
@SuppressWarnings("ArrayRecordComponent")
record PackedArray(DataType type, int[] shape, ByteBuffer data) {
  private static final byte[] MAGIC = "NNIA".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_AXES = 8;
  private static final int MOST_CHUNKS = 64;

  /**
   * Reads an array.
   *
   * @param most bytes that its numbers may take
   */
  static PackedArray read(byte[] bytes, long most) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    require(in, 8);
    byte[] magic = new byte[4];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC) || in.get() != 1) {
      throw refused("NNIA, version 1", "another start");
    }
    in.get(); // the codec, which every chunk says itself
    int axes = in.get() & 0xff;
    int length = in.get() & 0xff;
    if (axes < 1 || axes > MOST_AXES) {
      throw refused("1 to " + MOST_AXES + " axes", axes + "");
    }
    require(in, length + 8L * axes + 4);
    byte[] name = new byte[length];
    in.get(name);
    DataType type = DataType.named(new String(name, StandardCharsets.ISO_8859_1));
    int[] shape = new int[axes];
    long total = type.bytes();
    for (int i = 0; i < axes; i++) {
      long size = in.getLong();
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw refused("sizes of at least 1", "another");
      }
      shape[i] = (int) size;
      total = total > most ? total : total * size; // below 2^62: no overflow
    }
    if (total > most || total > Integer.MAX_VALUE - 8) {
      throw Refusal.tooLarge("array", most + " bytes", "send a smaller one");
    }
    return new PackedArray(type, shape, chunks(in, (int) total));
  }

  private static ByteBuffer chunks(ByteBuffer in, int total) {
    int count = in.getInt();
    if (count < 1 || count > MOST_CHUNKS) {
      throw refused("1 to " + MOST_CHUNKS + " chunks", "another number");
    }
    byte[] out = null;
    int at = 0;
    for (int i = 0; i < count; i++) {
      require(in, 16);
      long raw = in.getLong();
      long packed = in.getLong();
      if (raw < 0 || raw > total - at || packed < 0 || packed > in.remaining()) {
        throw refused("chunks that fill the array and are there", "a longer one");
      }
      ByteBuffer chunk = in.slice(in.position(), (int) packed);
      in.position(in.position() + (int) packed);
      BloscChunk header = new BloscChunk(chunk, (int) raw);
      out = out == null ? new byte[total] : out;
      header.expandTo(out, at);
      at += (int) raw;
    }
    if (at != total || out == null || in.hasRemaining()) {
      throw refused("chunks that fill the array", at + " of " + total + " bytes, or more behind");
    }
    return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(ByteBuffer in, long bytes) {
    if (in.remaining() < bytes) {
      throw refused("all of its bytes", "its end before that");
    }
  }

  static FormatException refused(String expected, String found) {
    return new FormatException("packed array", expected, found, "send it as the client packs it");
  }

  /** Bytes as an array of one byte a number, packed as they are. */
  static byte[] write(int[] shape, byte[] numbers) {
    byte[] name = "uint8".getBytes(StandardCharsets.US_ASCII);
    int head = 8 + name.length + 8 * shape.length + 4 + 16;
    ByteBuffer out =
        ByteBuffer.allocate(head + BloscChunk.HEADER + numbers.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 1).put((byte) shape.length).put((byte) name.length);
    out.put(name);
    for (int size : shape) {
      out.putLong(size);
    }
    out.putInt(1).putLong(numbers.length).putLong(numbers.length + BloscChunk.HEADER);
    BloscChunk.store(numbers, out);
    return out.array();
  }

  /** The last three sizes, z, y, x; axes before must have the size 1. */
  int[] volumeShape() {
    int extra = shape.length - 3;
    for (int i = 0; i < extra; i++) {
      if (shape[i] != 1) {
        throw refused("one channel of z, y, x", "several");
      }
    }
    if (extra < 0) {
      throw refused("three axes, z, y, x", shape.length + "");
    }
    return Arrays.copyOfRange(shape, extra, shape.length);
  }

  /** As a volume. */
  Volume volume(Geometry geometry) {
    int[] s = volumeShape();
    int count = s[0] * s[1] * s[2];
    PixelType to = type.pixels();
    ByteBuffer voxels = data;
    if (type.bytes() != to.bytes() || to == PixelType.FLOAT32) {
      voxels = ByteBuffer.allocate(Math.multiplyExact(count, to.bytes()));
      voxels.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        if (to == PixelType.FLOAT32) {
          voxels.putFloat((float) type.get(data, i));
        } else {
          voxels.putShort((short) type.get(data, i));
        }
      }
      voxels.flip();
    }
    return Volume.of(s[2], s[1], s[0], to, voxels, geometry);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A chunk of blosc2: a header of 32 bytes, then either the bytes as they are, or one value for all,
 * or blocks of compressed streams. Of what the format knows it reads zstd and lz4 with bytes
 * shuffled or not; everything else is refused.
 */
final class BloscChunk {
  /** Bytes of the header. */
  static final int HEADER = 32;

  private static final int EXTENDED = 0b101;
  private static final int STORED = 0b10;
  private static final int UNSPLIT = 0b10000;
  private static final int LZ4 = 1;
  private static final int ZSTD = 4;

  private final ByteBuffer in;
  private final byte[] packed;
  private final int flags;
  private final int typeSize;
  private final int raw;
  private final int blockSize;
  private final int special;
  private final boolean shuffled;

  /** Checks the header against what is there and what it should hold. */
  BloscChunk(ByteBuffer chunk, int expected) {
    in = chunk.order(ByteOrder.LITTLE_ENDIAN);
    if (in.capacity() < HEADER) {
      throw PackedArray.refused("a chunk with a header of 32 bytes", in.capacity() + " bytes");
    }
    int version = in.get(0);
    flags = in.get(2) & 0xff;
    typeSize = Math.max(1, in.get(3) & 0xff);
    raw = in.getInt(4);
    blockSize = in.getInt(8);
    special = in.get(31) >> 4 & 7;
    boolean known = version >= 2 && version <= 5 && (flags & EXTENDED) == EXTENDED;
    if (!known || raw != expected || in.getInt(12) > in.capacity()) {
      throw PackedArray.refused("a chunk of blosc2 of the length that is told", "another");
    }
    shuffled = filters();
    packed = new byte[in.capacity()];
    in.duplicate().get(0, packed);
  }

  private boolean filters() {
    boolean shuffle = false;
    for (int i = 16; i < 22; i++) {
      if (in.get(i) != 0 && in.get(i) != 1) {
        throw PackedArray.refused("bytes shuffled or not", "another filter");
      }
      shuffle |= in.get(i) == 1;
    }
    return shuffle && typeSize > 1;
  }

  /** Writes what the chunk holds, from an index on. */
  void expandTo(byte[] out, int start) {
    switch (special) {
      case 0 -> {
        if ((flags & STORED) != 0) {
          require(HEADER, raw);
          System.arraycopy(packed, HEADER, out, start, raw);
        } else {
          blocks(out, start);
        }
      }
      case 1, 4 -> Arrays.fill(out, start, start + raw, (byte) 0);
      case 3 -> {
        require(HEADER, typeSize);
        for (int i = 0; i < raw; i++) {
          out[start + i] = packed[HEADER + i % typeSize];
        }
      }
      default -> throw PackedArray.refused("numbers or one value", "another kind of chunk");
    }
  }

  private void require(int from, long length) {
    if (from < HEADER || length < 0 || length > packed.length - (long) from) {
      throw PackedArray.refused("parts within the chunk", "one that reaches beyond");
    }
  }

  private void blocks(byte[] out, int start) {
    if (blockSize < 1) {
      throw PackedArray.refused("blocks of at least 1 byte", "none");
    }
    long count = ((long) raw + blockSize - 1) / blockSize;
    require(HEADER, 4 * count);
    for (int i = 0; i < count; i++) {
      int size = (int) Math.min(blockSize, raw - (long) i * blockSize);
      block(in.getInt(HEADER + 4 * i), size, out, start + i * blockSize);
    }
  }

  private void block(int from, int size, byte[] out, int to) {
    boolean split = (flags & UNSPLIT) == 0 && size == blockSize && size % typeSize == 0;
    int streams = split ? typeSize : 1;
    int length = size / streams;
    int at = from;
    byte[] block = shuffled ? new byte[size] : out;
    int target = shuffled ? 0 : to;
    for (int s = 0; s < streams; s++) {
      at = stream(at, block, target + s * length, length);
    }
    if (shuffled) {
      unshuffle(block, out, to);
    }
  }

  /** Reads one stream; returns where the next begins. */
  private int stream(int from, byte[] out, int to, int length) {
    require(from, 4);
    int size = in.getInt(from);
    int at = from + 4;
    if (size == 0) {
      Arrays.fill(out, to, to + length, (byte) 0);
      return at;
    } else if (size < 0) {
      require(at, 1);
      if ((packed[at] & 1) == 0 || size < -255) {
        throw PackedArray.refused("a run of one byte", "another");
      }
      Arrays.fill(out, to, to + length, (byte) -size);
      return at + 1;
    }
    require(at, size);
    if (size == length) {
      System.arraycopy(packed, at, out, to, length);
    } else {
      expand(at, size, out, to, length);
    }
    return at + size;
  }

  private void expand(int at, int size, byte[] out, int to, int length) {
    Decompressor codec =
        switch (flags >> 5) {
          case LZ4 -> new Lz4Decompressor();
          case ZSTD -> new ZstdDecompressor();
          default -> throw PackedArray.refused("zstd or lz4", "another codec");
        };
    int written;
    try {
      written = codec.decompress(packed, at, size, out, to, length);
    } catch (RuntimeException e) {
      throw PackedArray.refused("valid compressed data", "damaged data");
    }
    if (written != length) {
      throw PackedArray.refused("streams that fill their block", "a shorter one");
    }
  }

  /** All first bytes come first, then all second ones; what fills no number lies at the end. */
  private void unshuffle(byte[] block, byte[] out, int to) {
    int numbers = block.length / typeSize;
    for (int i = 0; i < numbers; i++) {
      for (int b = 0; b < typeSize; b++) {
        out[to + i * typeSize + b] = block[b * numbers + i];
      }
    }
    int whole = numbers * typeSize;
    System.arraycopy(block, whole, out, to + whole, block.length - whole);
  }

  /** Writes a chunk whose bytes are as they are, which every reader knows. */
  static void store(byte[] bytes, ByteBuffer to) {
    to.put((byte) 5).put((byte) 1).put((byte) 0x97).put((byte) 1);
    to.putInt(bytes.length).putInt(bytes.length).putInt(bytes.length + HEADER);
    to.put(new byte[16]).put(bytes);
  }
}

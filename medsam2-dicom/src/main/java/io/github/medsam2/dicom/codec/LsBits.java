// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * Bits of a JPEG-LS scan: after a byte FF only seven bits follow, the eighth is 0. At a marker or
 * the end zeros come instead and are counted.
 */
final class LsBits {
  private final byte[] data;
  private int position;
  private long buffer;
  private int count;
  private int invented;
  private boolean afterFf;

  LsBits(byte[] data, int position) {
    this.data = data;
    this.position = position;
  }

  private void fill() {
    while (count <= 48) {
      boolean ended = position >= data.length;
      if (!ended && (data[position] & 0xff) == 0xff) {
        ended = position + 1 >= data.length || data[position + 1] < 0;
      }
      if (ended) {
        buffer <<= 8;
        count += 8;
        invented += 8;
        continue;
      }
      int b = data[position++] & 0xff;
      int bits = afterFf ? 7 : 8;
      buffer = (buffer << bits) | b;
      count += bits;
      afterFf = b == 0xff;
    }
  }

  int bit() {
    return bits(1);
  }

  /** The next 0 to 24 bits. */
  int bits(int n) {
    if (count < n) {
      fill();
    }
    count -= n;
    return (int) (buffer >>> count) & ((1 << n) - 1);
  }

  /** A number of a limited Golomb code (T.87 A.5.3). */
  int golomb(int k, int limit, int wideBits) {
    int zeros = zeros(limit - wideBits - 1);
    if (zeros < limit - wideBits - 1) {
      return (zeros << k) | bits(k);
    }
    return bits(wideBits) + 1;
  }

  /** Counts zeros and takes the one behind them. */
  private int zeros(int max) {
    int n = 0;
    while (true) {
      if (count == 0) {
        fill();
      }
      long aligned = buffer << (64 - count);
      int here = Math.min(Long.numberOfLeadingZeros(aligned), count);
      if (n + here >= max) {
        // The one that ends the longest prefix stands right behind it.
        skip(max - n);
        bit();
        return max;
      }
      n += here;
      if (here < count) {
        skip(here + 1);
        return n;
      }
      count = 0;
    }
  }

  private void skip(int bits) {
    count -= bits;
  }

  void requireReal() {
    if (invented > count) {
      throw Corrupt.at("JPEG-LS", position, "the whole frame", "the end of the scan");
    }
  }

  void requireNotSpent() {
    // A little is read ahead; far beyond it the rest of the frame would be invented.
    if (invented > 4096) {
      requireReal();
    }
  }

  void restart() {
    requireReal();
    count = 0;
    invented = 0;
    afterFf = false;
    if (position + 1 >= data.length || (data[position + 1] & 0xf8) != 0xd0) {
      throw Corrupt.at("JPEG-LS", position, "a restart marker", "something else");
    }
    position += 2;
  }

  int position() {
    return position;
  }
}

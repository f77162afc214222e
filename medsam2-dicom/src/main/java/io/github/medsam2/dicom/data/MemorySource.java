// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a stream, held in blocks so that growing never copies what is there. */
final class MemorySource implements ByteSource {
  /** Below half a region of a small heap, where larger arrays cost up to double. */
  private static final int BLOCK = 1 << 18;

  private final List<byte[]> blocks = new ArrayList<>();
  private long size;

  private MemorySource() {}

  /** A stream read to its end or to a limit, and whether it broke off before its end. */
  record Filled(ByteSource source, boolean broken) {}

  /**
   * @param damageIsEnd whether a failing stream ends instead of throwing
   */
  static Filled readAll(InputStream in, long limit, boolean damageIsEnd) {
    MemorySource source = new MemorySource();
    try {
      source.fill(in, limit);
      return new Filled(source, false);
    } catch (IOException e) {
      if (damageIsEnd) {
        return new Filled(source, true);
      }
      throw new DicomException(
          "stream after " + source.size + " bytes",
          "a stream that can be read to its end",
          e.getClass().getSimpleName(),
          "repeat the transfer");
    }
  }

  private void fill(InputStream in, long limit) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK, limit + 1)];
    int filled = 0;
    for (int n = in.read(block, 0, block.length); n >= 0; ) {
      if (filled == 0 && n > 0) {
        blocks.add(block);
      }
      filled += n;
      size += n;
      checkLimit(limit);
      if (filled == block.length) {
        block = new byte[BLOCK];
        filled = 0;
      }
      n = in.read(block, filled, block.length - filled);
    }
  }

  private void checkLimit(long limit) {
    if (size > limit) {
      throw new DicomException(
          "stream",
          "at most " + limit + " bytes to hold in memory",
          "more",
          "open an uncompressed file by its path, or raise DicomLimits.withBufferedBytes");
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    long at = position;
    int to = offset;
    int left = length;
    while (left > 0) {
      byte[] block = blocks.get((int) (at / BLOCK));
      int from = (int) (at % BLOCK);
      int n = Math.min(left, block.length - from);
      System.arraycopy(block, from, target, to, n);
      at += n;
      to += n;
      left -= n;
    }
  }
}

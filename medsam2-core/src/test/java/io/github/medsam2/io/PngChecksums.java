// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Makes the checksums of a damaged PNG right again, so that damage reaches the decoder. */
final class PngChecksums {
  private static final int SIGNATURE = 8;

  private PngChecksums() {}

  static byte[] repaired(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = SIGNATURE;
    while (at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
    return png;
  }
}

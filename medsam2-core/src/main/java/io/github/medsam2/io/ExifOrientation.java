// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation tag of Exif data, which begin as a TIFF file does. */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /** 1 for an image that is shown as it is stored, 2 to 8 for a turned or mirrored one. */
  static int of(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return 1;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = tiff.getInt(4);
    int count = at >= 8 && at <= tiff.limit() - 2 ? tiff.getShort(at) & 0xffff : 0;
    for (int i = 0; i < count && at + 2 + (i + 1) * ENTRY <= tiff.limit(); i++) {
      int entry = at + 2 + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 2 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}

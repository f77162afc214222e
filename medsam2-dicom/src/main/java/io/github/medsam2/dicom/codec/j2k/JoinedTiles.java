// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import java.io.ByteArrayOutputStream;

/** Writes a codestream anew, each tile as part 0 of 1. */
final class JoinedTiles {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tile = new ByteArrayOutputStream();
  private boolean open;
  private int number;

  void write(byte[] bytes) {
    (open ? tile : out).writeBytes(bytes);
  }

  void begin(int tileNumber) {
    number = tileNumber;
    open = true;
    tile.reset();
  }

  void end() {
    open = false;
    int length = tile.size() + 12;
    write(new byte[] {(byte) 0xff, (byte) 0x90, 0, 10, (byte) (number >>> 8), (byte) number});
    write(
        new byte[] {
          (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length, 0, 1
        });
    write(tile.toByteArray());
  }

  byte[] finish() {
    write(new byte[] {(byte) 0xff, (byte) 0xd9});
    return out.toByteArray();
  }
}

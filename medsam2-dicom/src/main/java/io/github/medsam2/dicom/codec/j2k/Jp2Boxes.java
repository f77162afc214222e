// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import io.github.medsam2.dicom.codec.Corrupt;
import java.nio.ByteBuffer;

/** The boxes of a JP2 file, which some writers leave around the codestream against the standard. */
final class Jp2Boxes {
  private static final int CODESTREAM = 0x6a703263;
  private static final int SIGNATURE = 0x6a502020;

  private Jp2Boxes() {}

  /** Where the codestream begins. */
  static int codestream(byte[] stream) {
    ByteBuffer in = ByteBuffer.wrap(stream);
    if (stream.length < 12 || in.getInt(4) != SIGNATURE) {
      return 0;
    }
    long at = 0;
    while (at + 16 <= stream.length) {
      long length = in.getInt((int) at) & 0xffff_ffffL;
      int header = length == 1 ? 16 : 8;
      if (in.getInt((int) at + 4) == CODESTREAM) {
        return (int) at + header;
      }
      long whole = length == 1 ? in.getLong((int) at + 8) : length;
      if (whole < header || whole > stream.length) {
        break;
      }
      at += whole;
    }
    throw Corrupt.at("JPEG 2000", (int) at, "a codestream box", "none");
  }
}

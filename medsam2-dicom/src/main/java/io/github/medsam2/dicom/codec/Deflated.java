// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Frames packed one by one with deflate, without a header (PS3.5 A.4.13). */
public final class Deflated {
  private static final String NAME = "deflated frame";

  private Deflated() {}

  /**
   * Unpacks one frame.
   *
   * @param stream the frame's bytes, padding allowed at the end
   * @param size bytes of the frame; more are not unpacked
   */
  public static byte[] decode(byte[] stream, int size) {
    // Deflate packs at most some 1032 bytes into one.
    if (stream.length * 1100L < size) {
      throw Corrupt.at(NAME, stream.length, size + " bytes", "too few to hold them");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stream);
      byte[] out = new byte[size];
      int n = 0;
      for (int more = 1; more > 0 && n < size; n += more) {
        more = inflater.inflate(out, n, size - n);
      }
      if (n < size) {
        throw Corrupt.at(NAME, stream.length, size + " bytes", n + " before the end");
      }
      return out;
    } catch (DataFormatException e) {
      throw Corrupt.at(NAME, inflater.getTotalIn(), "a deflated stream", "another");
    } finally {
      inflater.end();
    }
  }
}

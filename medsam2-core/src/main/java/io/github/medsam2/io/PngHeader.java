// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the chunks of a PNG say about how it is to be shown.
 *
 * @param greyBits bits of a grey sample; 0 for colours
 * @param transparent whether one value or entries of the palette are transparent
 * @param animated whether there are further frames
 * @param orientation the Exif orientation, 1 where none is given
 */
record PngHeader(int greyBits, boolean transparent, boolean animated, int orientation) {
  private static final int MOST_EXIF = 1 << 20;

  /** Reads all chunks; a file that ends early is left to the decoder. */
  static PngHeader read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16));
    PngHeader header = new PngHeader(0, false, false, 1);
    try {
      in.skipNBytes(8);
      for (String type = ""; !type.equals("IEND"); ) {
        long length = Integer.toUnsignedLong(in.readInt());
        type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        int kept =
            type.equals("IHDR") || type.equals("eXIf") ? (int) Math.min(length, MOST_EXIF) : 0;
        header = header.with(type, in.readNBytes(kept));
        in.skipNBytes(length - kept + 4);
      }
    } catch (EOFException e) {
      return header;
    }
    return header;
  }

  private PngHeader with(String type, byte[] data) {
    return switch (type) {
      case "IHDR" ->
          new PngHeader(
              data.length > 9 && data[9] == 0 ? data[8] : 0, transparent, animated, orientation);
      case "tRNS" -> new PngHeader(greyBits, true, animated, orientation);
      case "acTL" -> new PngHeader(greyBits, transparent, true, orientation);
      case "eXIf" ->
          new PngHeader(greyBits, transparent, animated, ExifOrientation.of(ByteBuffer.wrap(data)));
      default -> this;
    };
  }
}

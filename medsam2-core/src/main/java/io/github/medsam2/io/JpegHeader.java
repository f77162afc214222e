// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the segments before the data of a JPEG say about its samples and how it is to be shown.
 *
 * @param bits bits of a sample; 0 where no frame was found
 * @param channels colour channels
 * @param labelled whether a marker or the names of the channels say what the channels are
 * @param orientation the Exif orientation, 1 where none is given
 */
record JpegHeader(int bits, int channels, boolean labelled, int orientation) {

  /** Reads the segments up to the frame. */
  static JpegHeader read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(file));
    in.readUnsignedShort();
    boolean labelled = false;
    int orientation = 1;
    for (int marker = marker(in); marker != 0xda && marker > 0; marker = marker(in)) {
      int length = in.readUnsignedShort() - 2;
      if (length < 0) {
        break; // the decoder says what is wrong
      }
      byte[] segment = in.readNBytes(length);
      if (isFrame(marker) && segment.length >= 6) {
        int channels = segment[5] & 0xff;
        return new JpegHeader(
            segment[0], channels, labelled || isNamed(segment, channels), orientation);
      }
      boolean exif = marker == 0xe1 && startsWith(segment, "Exif\0\0");
      labelled |=
          (marker == 0xe0 && startsWith(segment, "JFIF\0"))
              || (marker == 0xee && startsWith(segment, "Adobe"));
      orientation =
          exif ? ExifOrientation.of(ByteBuffer.wrap(segment, 6, length - 6).slice()) : orientation;
    }
    return new JpegHeader(0, 0, true, orientation);
  }

  /** The next marker's second byte; bytes of 0xff before it are filling. 0 for no marker. */
  private static int marker(DataInputStream in) throws IOException {
    int b = in.readUnsignedByte();
    if (b != 0xff) {
      return 0;
    }
    while (b == 0xff) {
      b = in.readUnsignedByte();
    }
    return b;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Channels named 1, 2, 3 are luma and chroma to all programs, and R, G, B what they say. */
  private static boolean isNamed(byte[] frame, int channels) {
    if (channels != 3 || frame.length < 15) {
      return true;
    }
    int names = frame[6] << 16 | frame[9] << 8 | frame[12];
    return names == 0x010203 || names == 0x524742;
  }

  private static boolean startsWith(byte[] segment, String text) {
    byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
    return segment.length >= start.length
        && Arrays.equals(segment, 0, start.length, start, 0, start.length);
  }
}

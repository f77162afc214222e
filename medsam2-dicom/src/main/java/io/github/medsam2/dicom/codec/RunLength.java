// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * DICOM's RLE (PS3.5 annex G): up to 15 byte planes, most significant first within a sample, each
 * coded by PackBits.
 *
 * <pre>
 * stream  = count(u32) offset(u32){15} segment*
 * segment = (0..127 literal{n+1} | 129..255 byte repeated 257-n times | 128)*
 * </pre>
 */
public final class RunLength {
  private static final String NAME = "RLE";
  private static final int HEADER = 64;
  private static final int MAX_SEGMENTS = 15;

  private RunLength() {}

  /**
   * Decodes one frame.
   *
   * @param stream the frame's bytes, padding allowed at the end
   * @param segments the planes it must have
   * @param size bytes of each plane
   * @return {@code segments} arrays of {@code size} bytes
   */
  public static byte[][] decode(byte[] stream, int segments, int size) {
    if (stream.length < HEADER || u32(stream, 0) != segments) {
      long found = stream.length < 4 ? 0 : u32(stream, 0);
      throw Corrupt.at(NAME, 0, segments + " segments", Long.toString(found));
    }
    // Two bytes make at most 128.
    if ((long) stream.length * 64 < (long) segments * size) {
      throw Corrupt.at(NAME, stream.length, segments + " planes of " + size, "too few bytes");
    }
    byte[][] planes = new byte[segments][];
    for (int i = 0; i < segments; i++) {
      long start = u32(stream, 4 + 4 * i);
      long end = i + 1 < segments ? u32(stream, 8 + 4 * i) : stream.length;
      if (start < HEADER || end < start || end > stream.length) {
        throw Corrupt.at(NAME, 4 + 4 * i, "ascending offsets within the frame", "others");
      }
      planes[i] = unpack(stream, (int) start, (int) end, size);
    }
    return planes;
  }

  private static byte[] unpack(byte[] in, int start, int end, int size) {
    byte[] out = new byte[size];
    int n = 0;
    int p = start;
    while (n < size && p + 1 < end) {
      int code = in[p++];
      if (code >= 0) {
        int length = Math.min(Math.min(code + 1, size - n), end - p);
        System.arraycopy(in, p, out, n, length);
        p += code + 1;
        n += length;
      } else if (code != -128) {
        int length = Math.min(1 - code, size - n);
        Arrays.fill(out, n, n + length, in[p++]);
        n += length;
      }
    }
    if (n < size) {
      throw Corrupt.at(NAME, p, size + " bytes of a plane", n + " before the end");
    }
    return out;
  }

  private static long u32(byte[] b, int at) {
    return (b[at] & 0xffL)
        | (b[at + 1] & 0xffL) << 8
        | (b[at + 2] & 0xffL) << 16
        | (b[at + 3] & 0xffL) << 24;
  }

  /**
   * Encodes one frame.
   *
   * @param planes 1 to 15 byte planes
   * @param row bytes after which a run must end: the columns
   */
  public static byte[] encode(byte[][] planes, int row) {
    if (planes.length < 1 || planes.length > MAX_SEGMENTS || row < 1) {
      throw Corrupt.unsupported(NAME, "1 to 15 planes of rows", planes.length + " planes");
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] header = new byte[HEADER];
    put(header, 0, planes.length);
    for (int i = 0; i < planes.length; i++) {
      put(header, 4 + 4 * i, HEADER + body.size());
      for (int start = 0; start < planes[i].length; start += row) {
        pack(body, planes[i], start, Math.min(planes[i].length, start + row));
      }
      if (body.size() % 2 != 0) {
        body.write(0);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(HEADER + body.size());
    out.writeBytes(header);
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  private static void pack(ByteArrayOutputStream out, byte[] in, int start, int end) {
    int p = start;
    while (p < end) {
      int run = run(in, p, end);
      if (run >= 2) {
        out.write(1 - run);
        out.write(in[p]);
        p += run;
      } else {
        int literal = literal(in, p, end);
        out.write(literal - 1);
        out.write(in, p, literal);
        p += literal;
      }
    }
  }

  private static int run(byte[] in, int start, int end) {
    int n = 1;
    while (n < 128 && start + n < end && in[start + n] == in[start]) {
      n++;
    }
    return n;
  }

  /** Literals go on until three equal bytes follow, where a run pays. */
  private static int literal(byte[] in, int start, int end) {
    int n = 1;
    while (n < 128 && start + n < end && run(in, start + n, Math.min(end, start + n + 3)) < 3) {
      n++;
    }
    return n;
  }

  private static void put(byte[] header, int at, int value) {
    for (int i = 0; i < 4; i++) {
      header[at + i] = (byte) (value >>> (8 * i));
    }
  }
}

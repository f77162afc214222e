// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.io.ByteArrayOutputStream;

/** Writes lossless JPEG with one fixed Huffman table that suits smooth pictures. */
final class JpegLosslessEncoder {
  /** Codes of 2 to 16 bits for the categories in ascending order. */
  private static final int[] LENGTHS = {3, 3, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

  private final CodedImage image;
  private final int predictor;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int[] codes = new int[LENGTHS.length];
  private long buffer;
  private int count;

  JpegLosslessEncoder(CodedImage image, int predictor) {
    this.image = image;
    this.predictor = predictor;
  }

  byte[] encode() {
    int n = image.shape().components();
    u16(0xffd8);
    u16(0xffc3);
    u16(8 + 3 * n);
    out.write(image.precision());
    u16(image.shape().height());
    u16(image.shape().width());
    out.write(n);
    for (int c = 1; c <= n; c++) {
      out.write(c);
      out.write(0x11);
      out.write(0);
    }
    table();
    u16(0xffda);
    u16(6 + 2 * n);
    out.write(n);
    for (int c = 1; c <= n; c++) {
      out.write(c);
      out.write(0);
    }
    out.write(predictor);
    u16(0);
    scan();
    u16(0xffd9);
    return out.toByteArray();
  }

  /** Canonical codes: shorter ones first, within a length by ascending category. */
  private void table() {
    u16(0xffc4);
    u16(19 + LENGTHS.length);
    out.write(0);
    ByteArrayOutputStream symbols = new ByteArrayOutputStream();
    int code = 0;
    for (int length = 1; length <= 16; length++, code <<= 1) {
      int found = 0;
      for (int s = 0; s < LENGTHS.length; s++) {
        if (LENGTHS[s] == length) {
          codes[s] = code++;
          symbols.write(s);
          found++;
        }
      }
      out.write(found);
    }
    out.writeBytes(symbols.toByteArray());
  }

  private void scan() {
    FrameShape shape = image.shape();
    short[] s = image.samples();
    int step = shape.components();
    int line = shape.width() * step;
    int initial = 1 << (image.precision() - 1);
    for (int at = 0; at < s.length; at++) {
      boolean firstColumn = at % line < step;
      int p;
      if (at < line) {
        p = firstColumn ? initial : s[at - step];
      } else {
        p = firstColumn ? s[at - line] : Predictor.of(predictor, s, at, step, line);
      }
      difference((short) (s[at] - p));
    }
    if (count > 0) {
      bits((1 << (8 - count)) - 1, 8 - count);
    }
  }

  private void difference(int d) {
    if (d == -32768) {
      bits(codes[16], LENGTHS[16]);
      return;
    }
    int category = 32 - Integer.numberOfLeadingZeros(Math.abs(d));
    bits(codes[category], LENGTHS[category]);
    bits((d < 0 ? d - 1 : d) & ((1 << category) - 1), category);
  }

  private void bits(int value, int n) {
    buffer = (buffer << n) | value;
    count += n;
    while (count >= 8) {
      count -= 8;
      int b = (int) (buffer >>> count) & 0xff;
      out.write(b);
      if (b == 0xff) {
        out.write(0);
      }
    }
  }

  private void u16(int v) {
    out.write(v >>> 8);
    out.write(v);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Arrays;

/** One scan of a sequential DCT frame: blocks of one component, or of several in turn. */
final class DctScan {
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private final JpegStream in;
  private final JpegStream.Scan scan;
  private final DctPlane[] planes;
  private final EntropyReader bits;
  private final InverseDct inverse;
  private final int[] lastDc = new int[4];
  private final int[] block = new int[64];
  private int untilRestart;

  DctScan(JpegStream in, JpegStream.Scan scan, DctPlane[] planes) {
    this.in = in;
    this.scan = scan;
    this.planes = planes;
    this.bits = new EntropyReader(in.data, in.position());
    this.inverse = new InverseDct(in.frame().precision());
    this.untilRestart = in.restartInterval;
  }

  void decode() {
    if (scan.components().length == 1) {
      single(scan.components()[0]);
    } else {
      interleaved();
    }
    bits.requireReal();
    in.continueAt(bits.position());
  }

  /** A component alone has no blocks beyond its own size. */
  private void single(int c) {
    int across = DctPlane.ceil(planes[c].width, 8);
    int down = DctPlane.ceil(planes[c].height, 8);
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        beginUnit();
        block(0, x, y);
      }
    }
  }

  private void interleaved() {
    JpegFrame frame = in.frame();
    int across = DctPlane.ceil(frame.width(), 8 * frame.maxHorizontal());
    int down = DctPlane.ceil(frame.height(), 8 * frame.maxVertical());
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        beginUnit();
        for (int i = 0; i < scan.components().length; i++) {
          unit(i, x, y);
        }
      }
    }
  }

  private void unit(int i, int x, int y) {
    JpegFrame.Component c = in.frame().components()[scan.components()[i]];
    for (int v = 0; v < c.vertical(); v++) {
      for (int h = 0; h < c.horizontal(); h++) {
        block(i, x * c.horizontal() + h, y * c.vertical() + v);
      }
    }
  }

  private void beginUnit() {
    if (in.restartInterval > 0 && untilRestart-- == 0) {
      bits.restart();
      Arrays.fill(lastDc, 0);
      untilRestart = in.restartInterval - 1;
    }
  }

  private void block(int i, int x, int y) {
    int component = scan.components()[i];
    HuffmanTable dc = in.dc[scan.dcTables()[i]];
    HuffmanTable ac = in.ac[scan.acTables()[i]];
    int[] scale = in.quantization[in.frame().components()[component].table()];
    if (dc == null || ac == null || scale == null) {
      throw bits.corrupt("Huffman and quantization tables", "one missing");
    }
    Arrays.fill(block, 0);
    lastDc[component] += bits.signed(category(dc.next(bits)));
    block[0] = lastDc[component] * scale[0];
    for (int k = 1; k < 64; k++) {
      int symbol = ac.next(bits);
      int size = symbol & 15;
      k += symbol >> 4;
      if (size == 0 && symbol != 0xf0) {
        break;
      }
      if (size != 0 && k < 64) {
        block[ZIGZAG[k]] = bits.signed(size) * scale[k];
      }
    }
    DctPlane plane = planes[component];
    inverse.transform(block, plane.samples, (y * plane.stride + x) * 8, plane.stride);
  }

  private int category(int symbol) {
    if (symbol > 15) {
      throw bits.corrupt("a difference of at most 15 bits", symbol + " bits");
    }
    return symbol;
  }
}

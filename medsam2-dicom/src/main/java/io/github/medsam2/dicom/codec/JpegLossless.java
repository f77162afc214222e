// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * Lossless JPEG, process 14 (T.81 annex H): each sample is predicted from its neighbours and the
 * difference is Huffman-coded by its number of bits.
 *
 * <p>Differences are taken modulo 65536; category 16 stands for 32768 and has no further bits. The
 * first line, and the first after a restart, is predicted from the left; the first sample of any
 * other line from above.
 */
public final class JpegLossless {
  private static final String NAME = "JPEG lossless";

  private JpegLossless() {}

  static CodedImage decode(JpegStream in, JpegStream.Scan scan, FrameShape expected) {
    JpegFrame frame = in.frame();
    frame.require(NAME, expected, 2, 16);
    if (frame.subsampled()) {
      throw Corrupt.unsupported(NAME, "components of one size", "subsampled ones");
    }
    expected.requireBytes(NAME, in.data.length, 8);
    short[] samples = new short[expected.samples()];
    Jpeg.scans(in, scan, expected.components(), next -> decodeScan(in, next, expected, samples));
    return new CodedImage(expected, frame.precision(), CodedImage.Color.UNSAID, samples);
  }

  private static void decodeScan(
      JpegStream in, JpegStream.Scan scan, FrameShape shape, short[] samples) {
    int shift = scan.third() & 15;
    int precision = in.frame().precision();
    if (scan.first() < 1 || scan.first() > 7 || shift >= precision) {
      throw Corrupt.at(NAME, in.position(), "predictor 1 to 7, point transform", "others");
    }
    if (in.restartInterval % shape.width() != 0) {
      throw Corrupt.unsupported(NAME, "restart intervals of whole lines", "others");
    }
    int restartLines = in.restartInterval / shape.width();
    int initial = 1 << (precision - shift - 1);
    EntropyReader bits = new EntropyReader(in.data, in.position());
    Line[] lines = lines(in, scan, shape, samples);
    for (int y = 0; y < shape.height(); y++) {
      boolean restart = restartLines > 0 && y > 0 && y % restartLines == 0;
      if (restart) {
        bits.restart();
      }
      boolean first = y == 0 || restart;
      decodeLine(lines, bits, y, first ? 0 : scan.first(), first ? initial : -1);
    }
    bits.requireReal();
    in.continueAt(bits.position());
    for (Line line : lines) {
      line.shift(shift);
    }
  }

  private static Line[] lines(
      JpegStream in, JpegStream.Scan scan, FrameShape shape, short[] samples) {
    Line[] lines = new Line[scan.components().length];
    for (int i = 0; i < lines.length; i++) {
      HuffmanTable table = in.dc[scan.dcTables()[i]];
      if (table == null) {
        throw Corrupt.at(NAME, in.position(), "a Huffman table", "none");
      }
      int component = scan.components()[i];
      lines[i] = new Line(samples, component, shape.components(), shape.width(), table);
    }
    return lines;
  }

  private static void decodeLine(
      Line[] lines, EntropyReader bits, int y, int predictor, int initial) {
    if (lines.length == 1) {
      lines[0].decode(bits, y, predictor, initial);
    } else {
      interleaved(lines, bits, y, predictor, initial);
    }
  }

  private static void interleaved(
      Line[] lines, EntropyReader bits, int y, int predictor, int initial) {
    int width = lines[0].width;
    for (int x = 0; x < width; x++) {
      for (Line line : lines) {
        line.one(bits, y, x, predictor, initial);
      }
    }
  }

  /** One component's lines within the interleaved samples. */
  private record Line(short[] samples, int component, int step, int width, HuffmanTable table) {

    private int difference(EntropyReader bits) {
      int category = table.next(bits);
      if (category < 16) {
        return bits.signed(category);
      }
      if (category > 16) {
        throw bits.corrupt("a difference of at most 16 bits", category + " bits");
      }
      return 32768;
    }

    /** Decodes a line; predictor 0 stands for a first line, where all come from the left. */
    void decode(EntropyReader bits, int y, int predictor, int initial) {
      int at = y * width * step + component;
      int left = initial >= 0 ? initial : samples[at - width * step];
      if (predictor > 1) {
        for (int x = 0; x < width; x++) {
          one(bits, y, x, predictor, initial);
        }
        return;
      }
      for (int x = 0; x < width; x++, at += step) {
        left += difference(bits);
        samples[at] = (short) left;
      }
    }

    void shift(int bits) {
      for (int at = component; bits > 0 && at < samples.length; at += step) {
        samples[at] <<= bits;
      }
    }

    void one(EntropyReader bits, int y, int x, int predictor, int initial) {
      int at = (y * width + x) * step + component;
      int p;
      if (x == 0) {
        p = initial >= 0 ? initial : samples[at - width * step];
      } else if (predictor <= 1) {
        p = samples[at - step];
      } else {
        p = Predictor.of(predictor, samples, at, step, width * step);
      }
      samples[at] = (short) (p + difference(bits));
    }
  }

  /**
   * Encodes one frame as one scan.
   *
   * @param image samples within its precision
   * @param predictor 1 to 7; 1 makes the syntax every reader takes
   */
  public static byte[] encode(CodedImage image, int predictor) {
    if (predictor < 1 || predictor > 7) {
      throw Corrupt.unsupported(NAME, "predictor 1 to 7", Integer.toString(predictor));
    }
    return new JpegLosslessEncoder(image, predictor).encode();
  }
}

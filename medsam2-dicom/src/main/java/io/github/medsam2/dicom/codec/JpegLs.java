package io.github.medsam2.dicom.codec;

import org.jspecify.annotations.Nullable;

/** JPEG-LS, lossless and near-lossless, 2 to 16 bits, all three interleavings (T.87). */
public final class JpegLs {
  private static final String NAME = "JPEG-LS";

  private JpegLs() {}

  /** Decodes one frame. A stream that ends early is an exception. */
  public static CodedImage decode(byte[] stream, FrameShape expected) {
    JpegStream in = new JpegStream(stream);
    JpegStream.Scan scan = in.nextScan();
    if (scan == null || in.frame().kind() != JpegStream.SOF_LS) {
      throw Corrupt.unsupported(NAME, "a JPEG-LS frame", "another kind");
    }
    in.frame().require(NAME, expected, 2, 16);
    short[] samples = new short[expected.samples()];
    scans(in, scan, expected, samples);
    return new CodedImage(expected, in.frame().precision(), in.color(), samples);
  }

  private static void scans(
      JpegStream in, JpegStream.@Nullable Scan first, FrameShape shape, short[] samples) {
    int all = (1 << shape.components()) - 1;
    int decoded = 0;
    JpegStream.Scan scan = first;
    while (scan != null && decoded != all) {
      LsDecoder decoder = new LsDecoder(in, scan, shape, samples);
      decoder.decode();
      for (int c : scan.components()) {
        decoded |= 1 << c;
      }
      scan = decoded == all ? null : in.nextScan();
    }
    if (decoded != all) {
      throw Corrupt.at(NAME, in.position(), "a scan of every component", "fewer");
    }
  }

  /** Encodes one frame without loss, one scan a component. */
  public static byte[] encode(CodedImage image) {
    return new LsEncoder(image).encode();
  }
}

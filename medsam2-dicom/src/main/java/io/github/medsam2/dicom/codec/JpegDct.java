package io.github.medsam2.dicom.codec;

import org.jspecify.annotations.Nullable;

/**
 * Sequential DCT JPEG, baseline and extended, 8 or 12 bits (T.81 annex F). Components come back as
 * they were coded, brought to full size; no colour is converted.
 */
public final class JpegDct {
  private static final String NAME = "JPEG";

  private JpegDct() {}

  /** Decodes one frame. A stream that ends early is an exception. */
  public static CodedImage decode(byte[] stream, FrameShape expected) {
    JpegStream in = new JpegStream(stream);
    JpegStream.Scan scan = in.nextScan();
    int kind = scan == null ? -1 : in.frame().kind();
    if (kind != JpegStream.SOF_BASELINE && kind != JpegStream.SOF_EXTENDED) {
      throw Corrupt.unsupported(NAME, "a sequential, Huffman-coded DCT frame", "another kind");
    }
    JpegFrame frame = in.frame();
    frame.require(NAME, expected, 8, 12);
    if (frame.precision() != 8 && frame.precision() != 12) {
      throw Corrupt.unsupported(NAME, "8 or 12 bits", frame.precision() + " bits");
    }
    // A block takes at least two bits: one for its first coefficient, one for its end.
    expected.requireBytes(NAME, stream.length, 256 * frame.maxHorizontal() * frame.maxVertical());
    DctPlane[] planes = new DctPlane[expected.components()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = new DctPlane(frame, c);
    }
    scans(in, scan, planes);
    short[] samples = new short[expected.samples()];
    for (int c = 0; c < planes.length; c++) {
      Upsampling.into(samples, planes[c], frame, c);
    }
    return new CodedImage(expected, frame.precision(), in.color(), samples);
  }

  private static void scans(JpegStream in, JpegStream.@Nullable Scan first, DctPlane[] planes) {
    int all = (1 << planes.length) - 1;
    int decoded = 0;
    JpegStream.Scan scan = first;
    while (scan != null && decoded != all) {
      new DctScan(in, scan, planes).decode();
      for (int c : scan.components()) {
        decoded |= 1 << c;
      }
      scan = decoded == all ? null : in.nextScan();
    }
    if (decoded != all) {
      throw Corrupt.at(NAME, in.position(), "a scan of every component", "fewer");
    }
  }
}

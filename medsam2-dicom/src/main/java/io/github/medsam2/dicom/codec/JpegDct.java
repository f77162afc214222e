// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * Sequential DCT JPEG, baseline and extended, 8 or 12 bits (T.81 annex F). Components come back as
 * they were coded, brought to full size; no colour is converted.
 */
final class JpegDct {
  private static final String NAME = "JPEG";

  private JpegDct() {}

  static CodedImage decode(JpegStream in, JpegStream.Scan scan, FrameShape expected) {
    JpegFrame frame = in.frame();
    frame.require(NAME, expected, 8, 12);
    if (frame.precision() != 8 && frame.precision() != 12) {
      throw Corrupt.unsupported(NAME, "8 or 12 bits", frame.precision() + " bits");
    }
    // A block takes at least two bits: one for its first coefficient, one for its end.
    expected.requireBytes(NAME, in.data.length, 256 * frame.maxHorizontal() * frame.maxVertical());
    DctPlane[] planes = new DctPlane[expected.components()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = new DctPlane(frame, c);
    }
    Jpeg.scans(in, scan, planes.length, next -> new DctScan(in, next, planes).decode());
    short[] samples = new short[expected.samples()];
    for (int c = 0; c < planes.length; c++) {
      Upsampling.into(samples, planes[c], frame, c);
    }
    return new CodedImage(expected, frame.precision(), in.color(), samples);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/** JPEG-LS, lossless and near-lossless, 2 to 16 bits, all three interleavings (T.87). */
public final class JpegLs {
  private static final String NAME = "JPEG-LS";

  private JpegLs() {}

  static CodedImage decode(JpegStream in, JpegStream.Scan scan, FrameShape expected) {
    in.frame().require(NAME, expected, 2, 16);
    short[] samples = new short[expected.samples()];
    Jpeg.scans(
        in,
        scan,
        expected.components(),
        next -> new LsDecoder(in, next, expected, samples).decode());
    return new CodedImage(expected, in.frame().precision(), CodedImage.Color.UNSAID, samples);
  }

  /** Encodes one frame without loss, one scan a component. */
  public static byte[] encode(CodedImage image) {
    return new LsEncoder(image).encode();
  }
}

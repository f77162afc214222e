// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import org.jspecify.annotations.Nullable;

/**
 * The JPEG family: sequential DCT of 8 and 12 bits, lossless, JPEG-LS. Which one a stream is, its
 * own frame header says, not the label on the file.
 */
public final class Jpeg {

  private Jpeg() {}

  /**
   * Decodes one frame. Components come back at full size as they were coded; no colour is
   * converted. A stream that ends early, or has another size, is an exception.
   */
  public static CodedImage decode(byte[] stream, FrameShape expected) {
    JpegStream in = new JpegStream(stream);
    JpegStream.Scan scan = in.nextScan();
    if (scan == null) {
      throw Corrupt.at("JPEG", in.position(), "a scan", "none");
    }
    int kind = in.frame().kind();
    return switch (kind) {
      case JpegStream.SOF_BASELINE, JpegStream.SOF_EXTENDED -> JpegDct.decode(in, scan, expected);
      case JpegStream.SOF_LOSSLESS -> JpegLossless.decode(in, scan, expected);
      case JpegStream.SOF_LS -> JpegLs.decode(in, scan, expected);
      default ->
          throw Corrupt.unsupported(
              "JPEG",
              "a sequential, lossless or LS frame",
              "frame kind " + Integer.toHexString(kind));
    };
  }

  /** Decodes one scan after the other until every component had one. */
  static void scans(JpegStream in, JpegStream.Scan first, int components, ScanDecoder decoder) {
    int all = (1 << components) - 1;
    int decoded = 0;
    JpegStream.@Nullable Scan scan = first;
    while (scan != null && decoded != all) {
      decoder.decode(scan);
      for (int c : scan.components()) {
        decoded |= 1 << c;
      }
      scan = decoded == all ? null : in.nextScan();
    }
    if (decoded != all) {
      throw Corrupt.at("JPEG", in.position(), "a scan of every component", "fewer");
    }
  }

  /** Decodes the scan the stream stands at. */
  interface ScanDecoder {
    void decode(JpegStream.Scan scan);
  }
}

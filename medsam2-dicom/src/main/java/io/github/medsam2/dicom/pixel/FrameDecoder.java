// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;

/**
 * A decoder of transfer syntaxes this library does not decode itself, found by {@link
 * java.util.ServiceLoader}. Implementations are thread-safe and hold the shape they are told. They
 * run on a thread of this library, which is interrupted and left alone when {@code
 * DicomLimits.frameDeadline} has passed.
 */
public interface FrameDecoder {

  /** Whether this decodes the frames of a transfer syntax. */
  boolean supports(String transferSyntaxUid);

  /**
   * Decodes one frame.
   *
   * @param codestream the frame's bytes, perhaps with padding at the end; not kept
   * @param expected the size the data set says
   */
  CodedImage decode(byte[] codestream, FrameShape expected);
}

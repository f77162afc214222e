// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;

/** A decoder as a user might add: samples are the bytes themselves. */
public final class CopyingDecoder implements FrameDecoder {
  static final String SYNTAX = "2.25.1234";

  @Override
  public boolean supports(String transferSyntaxUid) {
    return transferSyntaxUid.equals(SYNTAX);
  }

  @Override
  public CodedImage decode(byte[] codestream, FrameShape expected) {
    short[] out = new short[expected.samples()];
    for (int i = 0; i < out.length; i++) {
      out[i] = codestream[i];
    }
    return new CodedImage(expected, 8, CodedImage.Color.UNSAID, out);
  }
}

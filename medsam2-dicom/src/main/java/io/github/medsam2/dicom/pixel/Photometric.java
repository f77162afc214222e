// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.CodedTerm;
import java.util.Arrays;
import java.util.Optional;

/** What the samples of a pixel mean (0028,0004); PS3.3 C.7.6.3.1.2. */
public enum Photometric {
  /** Grey, least value white. */
  MONOCHROME1("MONOCHROME1", 1),
  /** Grey, least value black. */
  MONOCHROME2("MONOCHROME2", 1),
  PALETTE_COLOR("PALETTE COLOR", 1),
  RGB("RGB", 3),
  YBR_FULL("YBR_FULL", 3),
  /** Chroma halved along lines: Y Y Cb Cr where it is not compressed. */
  YBR_FULL_422("YBR_FULL_422", 3),
  YBR_PARTIAL_422("YBR_PARTIAL_422", 3),
  YBR_PARTIAL_420("YBR_PARTIAL_420", 3),
  /** JPEG 2000's irreversible transform, which its decoder undoes. */
  YBR_ICT("YBR_ICT", 3),
  /** JPEG 2000's reversible transform, which its decoder undoes. */
  YBR_RCT("YBR_RCT", 3);

  private final String term;
  private final int samples;

  Photometric(String term, int samples) {
    this.term = term;
    this.samples = samples;
  }

  /** Samples a pixel. */
  public int samples() {
    return samples;
  }

  /** Whether a sample is an amount of grey. */
  public boolean isGray() {
    return this == MONOCHROME1 || this == MONOCHROME2;
  }

  boolean isPartial() {
    return this == YBR_PARTIAL_422 || this == YBR_PARTIAL_420;
  }

  boolean isYbr() {
    return this == YBR_FULL || this == YBR_FULL_422 || isPartial();
  }

  static Optional<Photometric> of(String term) {
    return Arrays.stream(values()).filter(p -> CodedTerm.same(p.term, term)).findFirst();
  }
}

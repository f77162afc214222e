// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

/**
 * What the signs of a bare pair of C-arm angles mean. Numbers without direction words are refused
 * until one of these is named, because exports disagree about the primary angle.
 */
public enum AngleConvention {
  /** Primary LAO positive, secondary cranial positive: (0018,1510) and (0018,1511). */
  DICOM(1),
  /** Primary RAO positive, secondary cranial positive, as some angiography exports write it. */
  RAO_POSITIVE(-1);

  private final int primarySign;

  AngleConvention(int primarySign) {
    this.primarySign = primarySign;
  }

  /** The primary angle with LAO positive. */
  double toDicom(double primary) {
    return primarySign * primary;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.output;

/** What is written of a case beside {@code result.json}. */
public enum Output {
  /** A DICOM segmentation, of what is DICOM. */
  SEG,
  /** A NIfTI file for each object of a volume. */
  NIFTI,
  /** A picture for each mask, of what is neither. */
  PNG,
  /**
   * QCA of the frame on which a vessel is shown, as JSON, and as a structured report where the
   * segment is known: of X-ray angiograms.
   */
  SR
}

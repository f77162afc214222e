// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/** A reason to look twice at a measurement. */
public enum QualityFlag {
  /** No calibration: pixels and percent only. */
  NOT_CALIBRATED,
  /** Fewer than 0.05 or more than 0.5 mm per pixel. */
  CALIBRATION_IMPLAUSIBLE,
  /** The mask touches the border of the image: the segment may go on. */
  MASK_AT_BORDER,
  /** The mask has several pieces; only the largest was measured. */
  MASK_BROKEN,
  /** The blur of the system is not known, so small diameters are over-read. */
  BLUR_UNKNOWN,
  /** The narrowest place is near the blur: its diameter is uncertain and a severe stenosis. */
  NEAR_RESOLUTION_LIMIT,
  /** No contrast at the narrowest place: an occlusion has no diameter. */
  OCCLUSION_SUSPECTED,
  /** The contrast between lumen and background is weak. */
  LOW_OPACIFICATION,
  /** Contrast changes abruptly along the vessel: another vessel may lie over it. */
  OVERLAP_SUSPECTED,
  /** Less than a third of the segment is healthy enough to be a reference. */
  SHORT_REFERENCE,
  /** The narrowest place is at an end of the segment. */
  LESION_AT_END,
  /** The mask goes on where the image shows no vessel; that end was not measured. */
  END_NOT_SHOWN
}

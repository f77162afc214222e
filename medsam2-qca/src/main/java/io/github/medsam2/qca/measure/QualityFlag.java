// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/** A reason to look twice at a measurement. */
public enum QualityFlag {
  /** No calibration: pixels and percent only. */
  NOT_CALIBRATED(1, 1, 1),
  /** Fewer than 0.05 or more than 0.5 mm per pixel. */
  CALIBRATION_IMPLAUSIBLE(1, 1, 1),
  /** The border of the image cuts the vessel near the lesion: the segment may go on. */
  MASK_AT_BORDER(1, 4, 1),
  /** The mask has several pieces: short gaps were bridged, pieces farther away left out. */
  MASK_BROKEN(6, 1.2, 4),
  /** Other vessels leave the one measured: the mask is that of a tree. */
  MASK_BRANCHES(1.8, 1.2, 6),
  /** The mask encloses background: vessels cross, or the line may have taken the wrong way. */
  MASK_LOOPS(1.8, 1.2, 9),
  /** The mask as a whole is wider or narrower than the vessel by two pixels or more. */
  MASK_OFF_EDGES(2.2, 1.2, 1),
  /**
   * The mask is narrower than the vessel and thins out at an end: the vessel may go on there, and
   * its lesion lie beyond.
   */
  MASK_ENDS_THIN(6, 1.5, 4),
  /** The border of the mask is ragged: it says little about where the edges are. */
  MASK_RAGGED(2, 1.3, 1.2),
  /** The blur of the system is not known, so small diameters are over-read. */
  BLUR_UNKNOWN(1.2, 1.2, 1.2),
  /** The narrowest place is near the blur: its diameter is uncertain by a tenth of the vessel. */
  NEAR_RESOLUTION_LIMIT(1.2, 2, 1.2),
  /** The reference is so small that a pixel is many percent of it. */
  SMALL_VESSEL(1.4, 2, 3),
  /** No contrast passes a stretch of the vessel. */
  OCCLUSION_SUSPECTED(1, 2, 9),
  /** The contrast between lumen and background is weak. */
  LOW_OPACIFICATION(1.5, 1.5, 2),
  /** Contrast changes abruptly along the lesion: another vessel may lie over it. */
  OVERLAP_SUSPECTED(3, 2.2, 2.2),
  /**
   * Around the narrowest place an edge was not found in the image or stands at its limit, or
   * contrast is missing for a moment somewhere on the vessel.
   */
  EDGE_NOT_FOUND(3, 4, 1.5),
  /** The line turns sharply or runs back beside itself. */
  LINE_FOLDED(1.8, 1.6, 1.6),
  /** Too little healthy vessel on one side of the lesion to be a reference. */
  SHORT_REFERENCE(4, 1.2, 3.5),
  /** The narrowest place is at an end of the segment, where only one side is a reference. */
  LESION_AT_END(7, 1.2, 5),
  /** Near the lesion the mask goes on where no vessel is shown; that end was not measured. */
  END_NOT_SHOWN(2, 1.2, 1),
  /** In this view the segment usually runs towards the viewer: see the better view. */
  VIEW_FORESHORTENED(6, 1.2, 6),
  /** In this view other vessels usually cover the segment: see the better view. */
  VIEW_OVERLAPPED(6, 1.2, 6);

  private final double milder;
  private final double severer;
  private final double reference;

  QualityFlag(double milder, double severer, double reference) {
    this.milder = milder;
    this.severer = severer;
    this.reference = reference;
  }

  /** By how much more than others such a lesion may be worse than it reads. */
  double milder() {
    return milder;
  }

  /** By how much more than others it may read worse than it is. */
  double severer() {
    return severer;
  }

  /** By how much more than others its reference diameter may be off. */
  double reference() {
    return reference;
  }
}

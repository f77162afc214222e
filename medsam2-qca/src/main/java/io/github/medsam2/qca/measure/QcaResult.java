// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Set;

/**
 * One measured stenosis.
 *
 * @param function diameters along the vessel
 * @param site sample of the narrowest place relative to its reference
 * @param lesionStart sample where the lumen leaves the reference
 * @param lesionEnd sample where it joins the reference again
 * @param mld minimal lumen diameter
 * @param rvd reference vessel diameter at the same place, interpolated
 * @param diameterStenosis percent
 * @param areaStenosis percent, for circular lumens of these diameters
 * @param lesionLength along the centre line; foreshortening makes it too short
 * @param symmetry smaller over larger plaque thickness at the site: 1 concentric, 0 one-sided
 * @param calibration where millimetres come from
 * @param flags reasons to look twice
 */
public record QcaResult(
    DiameterFunction function,
    int site,
    int lesionStart,
    int lesionEnd,
    Length mld,
    Length rvd,
    double diameterStenosis,
    double areaStenosis,
    Length lesionLength,
    double symmetry,
    Calibration calibration,
    Set<QualityFlag> flags) {

  /** Copies the flags. */
  public QcaResult {
    flags = Set.copyOf(flags);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Optional;

/**
 * What is true of one lesion in one frame.
 *
 * @param spec what was asked for
 * @param mask the lumen between the borders of the lesion
 * @param box around the mask; empty when the mask has no area, as of a far lesion out of the field
 * @param site where the lumen is narrowest in space, pixels
 * @param mmPerPixel true size of a pixel at the site
 * @param inSpace lumen as a circle of the same area
 * @param projected lumen as this view shows it
 * @param lengthMm length along the axis in space
 * @param projectedLengthPixels length along the projected axis
 */
public record LesionTruth(
    LesionSpec spec,
    Mask mask,
    Optional<BoxPrompt> box,
    Point2 site,
    double mmPerPixel,
    Lumen inSpace,
    Lumen projected,
    double lengthMm,
    double projectedLengthPixels) {

  /**
   * The narrowest lumen and the healthy diameter at the same place.
   *
   * @param mldMm minimal lumen diameter
   * @param rvdMm reference vessel diameter
   */
  public record Lumen(double mldMm, double rvdMm) {
    /** Diameter stenosis, percent. */
    public double diameterStenosis() {
      return 100 * (1 - mldMm / rvdMm);
    }

    /** Area stenosis of circles of these diameters, percent. */
    public double areaStenosis() {
      double q = mldMm / rvdMm;
      return 100 * (1 - q * q);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import java.util.List;

/**
 * One thing to measure and what is true of it.
 *
 * @param stratum name of its kind
 * @param seed of the phantom
 * @param scale mm per pixel at the lesion
 * @param calibre healthy diameter of the masked vessel at its thinnest, mm
 * @param truths of the lesions; empty for a healthy vessel
 */
record Trial(
    String stratum,
    long seed,
    Image image,
    Mask mask,
    double scale,
    CassSegment segment,
    ViewAngle view,
    double calibre,
    List<Truth> truths) {

  /** A lesion as the view shows it. */
  record Truth(Point2 site, double mld, double rvd, double lengthPixels) {
    double stenosis() {
      return 100 * (1 - mld / rvd);
    }

    boolean occluded() {
      return mld == 0;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Polyline;
import java.util.Optional;

/**
 * What was measured, drawn on the image.
 *
 * @param region the lesion
 * @param left the vessel's left contour, looking downstream
 * @param right the vessel's right contour
 */
public record Trace(
    Optional<LesionRegion> region, Optional<Polyline> left, Optional<Polyline> right) {

  /** Nothing is drawn. */
  public static Trace none() {
    return new Trace(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A region alone. */
  public static Trace of(LesionRegion region) {
    return new Trace(Optional.of(region), Optional.empty(), Optional.empty());
  }

  /** The same with the contours of the vessel. */
  public Trace contours(Polyline left, Polyline right) {
    return new Trace(region, Optional.of(left), Optional.of(right));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Optional;

/**
 * What is known of a vessel before it is measured. With segment and view, views that show the
 * segment badly are flagged; with its proximal end, the direction of flow is certain.
 *
 * @param segment which, if known
 * @param view from where, if known
 * @param proximal where blood comes from, pixels; the nearest end of the mask counts
 */
public record Subject(
    Optional<CassSegment> segment, Optional<ViewAngle> view, Optional<Point2> proximal) {

  /** Nothing is known. */
  public static Subject unknown() {
    return new Subject(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same of a segment. */
  public Subject withSegment(CassSegment k) {
    return new Subject(Optional.of(k), view, proximal);
  }

  /** The same seen from a direction. */
  public Subject withView(ViewAngle angle) {
    return new Subject(segment, Optional.of(angle), proximal);
  }

  /** The same with its proximal end at a place. */
  public Subject withProximal(Point2 end) {
    return new Subject(segment, view, Optional.of(end));
  }
}

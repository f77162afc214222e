// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import java.util.List;

/**
 * What is true of one segment in one frame. Samples run from proximal to distal and belong
 * together; the lumen between the edges is the true one, lesions included.
 *
 * @param segment which
 * @param mask the pixels whose centre lies in its lumen, other vessels before or behind it or not
 * @param centreLine middle of the lumen, pixels
 * @param left edge at the left when looking distally, pixels
 * @param right edge at the right when looking distally, pixels
 * @param lengthMm length of the axis in space
 * @param foreshortening 1 - projected length / true length
 * @param overlap share of the centre line covered by another segment
 * @param filling mean share of the plateau of contrast, 0 to 1
 */
public record SegmentTruth(
    CassSegment segment,
    Mask mask,
    List<Point2> centreLine,
    List<Point2> left,
    List<Point2> right,
    double lengthMm,
    double foreshortening,
    double overlap,
    double filling) {

  /** Copies the lists. */
  public SegmentTruth {
    centreLine = List.copyOf(centreLine);
    left = List.copyOf(left);
    right = List.copyOf(right);
  }
}

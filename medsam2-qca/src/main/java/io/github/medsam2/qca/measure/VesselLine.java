// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.List;

/**
 * The centre line of one vessel in a mask.
 *
 * @param curve from the proximal end on, as far as the mask tells
 * @param junctions where other vessels leave it
 * @param branch whether it starts at a junction with a larger vessel
 */
record VesselLine(Curve2 curve, List<Junction> junctions, boolean branch) {

  VesselLine {
    junctions = List.copyOf(junctions);
  }

  /**
   * Where another vessel leaves.
   *
   * @param at on this line
   * @param towards a point of the other vessel, outside this one
   * @param radius of the other vessel, pixels
   */
  record Junction(Point2 at, Point2 towards, double radius) {}
}

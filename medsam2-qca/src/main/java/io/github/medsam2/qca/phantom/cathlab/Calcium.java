// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.cathlab;

import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.Tube;
import java.util.ArrayList;
import java.util.List;

/** Calcified plaques in the wall around a lesion: short dense tracks beside the lumen. */
public final class Calcium {
  /** Optical depth per millimetre of calcified plaque at 55 keV, beyond that of tissue. */
  private static final double DENSITY = 0.09;

  private Calcium() {}

  /**
   * Plaques of one lesion.
   *
   * @param middle distance of the lesion's middle from the start of the vessel, mm
   * @param length of the lesion, mm
   */
  public static List<Devices.Piece> around(
      Tube vessel, double middle, double length, Chance chance) {
    List<Devices.Piece> plaques = new ArrayList<>();
    int n = 3 + chance.below(5);
    for (int k = 0; k < n; k++) {
      double at = middle + chance.between(-0.7, 0.7) * length;
      double angle = chance.between(0, 6.28);
      int from = vessel.indexAt(at);
      int to = Math.min(vessel.size() - 1, from + 4 + chance.below(12));
      List<Point3> wall = new ArrayList<>();
      for (int i = from; i <= to; i++) {
        Point3 side = vessel.longSide(i).rotate(vessel.axis().tangent(i), angle);
        wall.add(vessel.axis().point(i).plus(0.5 * vessel.reference(i) + 0.3, side));
      }
      double diameter = chance.between(0.6, 1.4);
      double density = DENSITY * chance.between(1, 3);
      if (wall.size() > 2) {
        plaques.add(new Devices.Piece(Tube.even(Curve3.of(wall), diameter), density, true));
      }
    }
    return plaques;
  }
}

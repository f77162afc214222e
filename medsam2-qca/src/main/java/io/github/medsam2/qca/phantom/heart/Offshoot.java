// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.List;

/** Segments without landmarks: where they leave their feeder and where they go. */
final class Offshoot {
  private Offshoot() {}

  static boolean isOne(CassSegment k) {
    return switch (k) {
      case RPL3,
          LPL3,
          INFERIOR_SEPTAL,
          D1_LATERAL,
          D2_LATERAL,
          D3_LATERAL,
          OM1_LATERAL,
          OM2_LATERAL,
          OM3_LATERAL,
          RAMUS_LATERAL ->
          true;
      default -> false;
    };
  }

  /** The share of trees of its dominance that have a segment. */
  static double frequency(CassSegment k) {
    return switch (k) {
      case RAMUS, D1_LATERAL -> 0.25;
      case D2, RPL1, LPL1 -> 0.85;
      case D3, OM1_LATERAL -> 0.45;
      case OM2 -> 0.75;
      case OM3, LPL3, RPL3 -> 0.4;
      case RPL2, LPL2 -> 0.7;
      case ACUTE_MARGINAL, S1 -> 0.9;
      case INFERIOR_SEPTAL -> 0.5;
      case D2_LATERAL -> 0.2;
      case OM2_LATERAL, RAMUS_LATERAL -> 0.3;
      case D3_LATERAL, OM3_LATERAL -> 0.2;
      default -> 1;
    };
  }

  static Curve3 course(CassSegment k, Tube feeder, Wander wander, HeartFrame frame, Chance chance) {
    double share =
        switch (k) {
          case RPL3 -> 0.97;
          case LPL3 -> chance.between(0.75, 0.95);
          case INFERIOR_SEPTAL -> chance.between(0.2, 0.45);
          default -> chance.between(0.25, 0.5);
        };
    int i = feeder.indexAt(share * feeder.axis().length());
    Point3 start = feeder.axis().point(i);
    if (k == CassSegment.INFERIOR_SEPTAL) {
      Point3 inward = frame.centre().minus(start).unit();
      Point3 heading = inward.plus(0.6, feeder.axis().tangent(i));
      return wander.from(List.of(start), heading, chance.between(18, 34), false, chance);
    }
    boolean lateral = k != CassSegment.RPL3 && k != CassSegment.LPL3;
    double side = chance.with(0.5) ? 1 : -1;
    Point3 heading =
        lateral
            ? wander.aside(feeder, i, side, chance.between(1, 1.8))
            : frame.apexward().plus(0.5, feeder.axis().tangent(i));
    double length = lateral ? chance.between(22, 42) : chance.between(30, 50);
    return wander.from(List.of(start), heading, length, true, chance);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.ArrayList;
import java.util.List;

/** Courses of small vessels: over the surface of the heart, winding, drawn to the apex. */
final class Wander {
  private static final double STRIDE = 2.5;

  private final HeartFrame frame;
  private final double tortuosity;

  /**
   * @param tortuosity 1 for an average patient
   */
  Wander(HeartFrame frame, double tortuosity) {
    this.frame = frame;
    this.tortuosity = tortuosity;
  }

  /**
   * A course.
   *
   * @param before points it comes from, in order; the last is where it starts to wander
   * @param surface whether it stays as deep as it starts
   */
  Curve3 from(List<Point3> before, Point3 heading, double length, boolean surface, Chance chance) {
    List<Point3> path = new ArrayList<>(before);
    Point3 p = path.get(path.size() - 1);
    double shell = frame.shell(p);
    Point3 aim = heading.unit();
    Point3 way = aim;
    int steps = Math.max(2, (int) Math.round(length / STRIDE));
    for (int k = 0; k < steps; k++) {
      p = p.plus(length / steps, way);
      if (surface) {
        double pull = 1 + 0.6 * (shell / frame.shell(p) - 1);
        p = frame.centre().plus(pull, p.minus(frame.centre()));
      }
      path.add(p);
      Point3 noise = new Point3(chance.normal(), chance.normal(), chance.normal());
      aim = aim.plus(0.05, frame.apexward()).plus(0.1 * tortuosity, noise).unit();
      way = way.plus(0.45, aim).plus(0.38 * tortuosity, noise).unit();
    }
    return Curve3.through(path, 0.5);
  }

  /** A direction away from a vessel, over the surface to one side. */
  Point3 aside(Tube v, int i, double side, double forward) {
    Point3 outward = v.axis().point(i).minus(frame.centre()).unit();
    Point3 across = outward.cross(v.axis().tangent(i)).unit().times(side);
    return v.axis().tangent(i).times(forward).plus(across).unit();
  }
}

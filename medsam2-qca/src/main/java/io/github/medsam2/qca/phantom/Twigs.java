// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Vessel;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small side branches that belong to no class but are in every angiogram. */
final class Twigs {
  private final Chance chance;
  private final HeartFrame frame;

  Twigs(Chance chance, HeartFrame frame) {
    this.chance = chance;
    this.frame = frame;
  }

  /** Twigs on every vessel, and finer ones on those. */
  List<Vessel3> grow(List<Vessel3> vessels) {
    List<Vessel3> twigs = new ArrayList<>();
    for (Vessel3 v : vessels) {
      grow(v, 5, 16, twigs);
    }
    for (Vessel3 v : List.copyOf(twigs)) {
      grow(v, 5, 11, twigs);
    }
    return twigs;
  }

  private void grow(Vessel3 v, double nearest, double farthest, List<Vessel3> twigs) {
    boolean trunk = v.segment().filter(k -> k == CassSegment.LEFT_MAIN).isPresent();
    double s = chance.between(0.3, 1) * farthest;
    while (!trunk && s < v.axis().length() - 2) {
      int i = v.indexAt(s);
      if (v.flow(i) > 0 && v.reference(i) > 0.5) {
        twigs.add(twig(v, i));
      }
      s += chance.between(nearest, farthest);
    }
  }

  private Vessel3 twig(Vessel3 v, int i) {
    Point3 start = v.axis().point(i);
    Point3 tangent = v.axis().tangent(i);
    Point3 outward = start.minus(frame.centre()).unit();
    Point3 across = outward.cross(tangent).unit().times(chance.with(0.5) ? 1 : -1);
    boolean septal =
        v.segment().filter(k -> k.vessel() == Vessel.LAD).isPresent() && chance.with(0.45);
    Point3 away = septal ? outward.times(-1) : across;
    double calibre = Math.min(0.45 * v.reference(i), chance.between(0.45, 1.25));
    double length = 8 + 30 * calibre * chance.between(0.6, 1.2);
    Point3 first = tangent.times(chance.between(0.4, 1.2)).plus(chance.between(0.6, 1.1), away);
    List<Point3> path = new ArrayList<>(List.of(start));
    Point3 heading = first.unit();
    Point3 p = start;
    for (int k = 0; k < 6; k++) {
      p = p.plus(length / 6, heading);
      path.add(p);
      Point3 wander = new Point3(chance.normal(), chance.normal(), chance.normal());
      heading = heading.plus(0.2, frame.apexward()).plus(0.33, wander).unit();
    }
    Curve3 axis = Curve3.through(path, 0.5);
    int junction = Math.min(axis.size() - 2, (int) Math.ceil(0.8 * v.reference(i) / 0.5));
    return new Vessel3(
        Optional.empty(), axis, new Calibre(calibre, 0.3 * calibre), v.arcFromOstium(i), junction);
  }
}

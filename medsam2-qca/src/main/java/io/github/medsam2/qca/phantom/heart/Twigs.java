// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Vessel;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small side branches that belong to no class but are in every angiogram. */
final class Twigs {
  private static final int GENERATIONS = 3;

  private final long seed;
  private final HeartFrame frame;
  private final Wander wander;
  private final double spacing;

  Twigs(long seed, HeartFrame frame, Wander wander) {
    this.seed = seed;
    this.frame = frame;
    this.wander = wander;
    this.spacing = new Chance(seed, 200).between(0.5, 1.1);
  }

  /** Twigs on every vessel, and finer ones on those; each after the vessel it leaves. */
  List<Tube> grow(List<Tube> vessels) {
    List<Tube> twigs = new ArrayList<>();
    for (Tube v : vessels) {
      // A stream for each segment: one that is missing changes none of the others.
      long key = v.segment().map(k -> 1000L + k.ordinal()).orElse(0L);
      List<Tube> last = List.of(v);
      for (int g = 0; g < GENERATIONS; g++) {
        List<Tube> next = new ArrayList<>();
        for (int i = 0; i < last.size(); i++) {
          Chance chance = new Chance(seed, key + 1_000_003L * g + 7919L * i);
          grow(last.get(i), g, chance, next);
        }
        twigs.addAll(next);
        last = next;
      }
    }
    return twigs;
  }

  private void grow(Tube v, int generation, Chance chance, List<Tube> out) {
    boolean trunk = v.segment().filter(k -> k == CassSegment.LEFT_MAIN).isPresent();
    double farthest = (generation == 0 ? 13 : 9) * spacing;
    double s = chance.between(0.3, 1) * farthest;
    while (!trunk && s < v.axis().length() - 3) {
      int i = v.indexAt(s);
      if (v.reference(i) > 0.4) {
        out.add(twig(v, i, chance));
      }
      s += chance.between(0.35, 1) * farthest;
    }
  }

  private Tube twig(Tube v, int i, Chance chance) {
    boolean septal =
        v.segment().filter(k -> k.vessel() == Vessel.LAD).isPresent() && chance.with(0.45);
    Point3 start = v.axis().point(i);
    double side = chance.with(0.5) ? 1 : -1;
    Point3 heading =
        septal
            ? start.minus(frame.centre()).unit().times(-1).plus(0.5, v.axis().tangent(i)).unit()
            : wander.aside(v, i, side, chance.between(0.5, 1.8));
    double calibre = Math.min(0.5 * v.reference(i), chance.between(0.4, 1.15));
    double length = 6 + 30 * calibre * chance.between(0.6, 1.3);
    Curve3 axis = wander.from(List.of(start), heading, length, !septal, chance);
    Calibre even = new Calibre(calibre, Math.max(0.15, 0.3 * calibre));
    return new Tube(Optional.empty(), axis, even, Optional.of(v), i);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.CoronaryCurves;
import io.github.medsam2.qca.anatomy.Dominance;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One person's coronary tree of one side at rest, with its lesions; the isocentre is the origin.
 */
public final class CoronaryTree {
  private static final Set<CassSegment> CONTINUATIONS =
      EnumSet.of(
          CassSegment.MID_RCA,
          CassSegment.DISTAL_RCA,
          CassSegment.RIGHT_PAV,
          CassSegment.PROXIMAL_LAD,
          CassSegment.MID_LAD,
          CassSegment.DISTAL_LAD,
          CassSegment.MID_LCX,
          CassSegment.DISTAL_LCX,
          CassSegment.LEFT_AV);

  private final Map<CassSegment, Tube> segments = new EnumMap<>(CassSegment.class);
  private final List<Tube> all = new ArrayList<>();
  private final HeartFrame frame;
  private final TreeSide side;
  private final Dominance dominance;
  private final long seed;
  private final Wander wander;

  /**
   * @param needed segments that are there whatever chance says, and what feeds them
   * @param branches whether there are vessels that lead to none of those needed
   */
  public CoronaryTree(
      TreeSide side, Dominance dominance, Set<CassSegment> needed, boolean branches, long seed) {
    this.side = side;
    this.dominance = dominance;
    this.seed = seed;
    Chance chance = new Chance(seed, 1);
    HeartShape shape = new HeartShape(chance, seed);
    this.frame = shape.posedFrame();
    this.wander = new Wander(frame, shape.tortuosity());
    Map<CassSegment, Curve3> curves = CoronaryCurves.through(shape::place, shape::bend, dominance);
    Set<CassSegment> present = present(needed);
    double size = shape.scale() * chance.normal(1, 0.06);
    for (CassSegment k : CassSegment.values()) {
      if (k.tree() == side && present.contains(k)) {
        Curve3 curve = curves.get(k);
        if (curve != null) {
          add(k, goOn(k, shape.pose(curve)), size);
        } else {
          offshoot(k, size);
        }
      }
    }
    all.addAll(new Twigs(seed, frame, wander).grow(List.copyOf(segments.values())));
    BranchingLaw.apply(all, Calibre.of(root(), dominance).start() * size);
    if (!branches) {
      keep(needed);
    }
  }

  private CassSegment root() {
    return side == TreeSide.RIGHT ? CassSegment.PROXIMAL_RCA : CassSegment.LEFT_MAIN;
  }

  private Set<CassSegment> present(Set<CassSegment> needed) {
    Set<CassSegment> present = EnumSet.noneOf(CassSegment.class);
    for (CassSegment k : CassSegment.values()) {
      // A number for each segment: what is there does not depend on the others.
      if (new Chance(seed, 300 + k.ordinal()).with(Offshoot.frequency(k))) {
        present.add(k);
      }
    }
    needed.forEach(k -> present.addAll(SegmentTree.path(k)));
    return present;
  }

  /** A branch runs on beyond its last landmark, thin and winding. */
  private Curve3 goOn(CassSegment k, Curve3 curve) {
    if (CONTINUATIONS.contains(k) || k == root() || k == CassSegment.PROXIMAL_LCX) {
      return curve;
    }
    Chance chance = new Chance(seed, 400 + k.ordinal());
    int last = curve.size() - 1;
    List<Point3> before = new ArrayList<>();
    for (int i = 0; i < last; i += 6) {
      before.add(curve.point(i));
    }
    before.add(curve.point(last));
    double length = chance.between(0.15, 0.5) * curve.length();
    return wander.from(before, curve.tangent(last), length, true, chance);
  }

  private void offshoot(CassSegment k, double size) {
    Optional<Tube> feeder = k.parent().flatMap(p -> Optional.ofNullable(segments.get(p)));
    if (feeder.isPresent() && Offshoot.isOne(k)) {
      Chance chance = new Chance(seed, 500 + k.ordinal());
      add(k, Offshoot.course(k, feeder.get(), wander, frame, chance), size);
    }
  }

  private void add(CassSegment k, Curve3 curve, double size) {
    double own = new Chance(seed, 600 + k.ordinal()).normal(1, 0.06);
    Calibre calibre = Calibre.of(k, dominance).times(size * own);
    Optional<Tube> feeder = k.parent().flatMap(p -> Optional.ofNullable(segments.get(p)));
    int leaves = feeder.map(f -> f.indexAt(f.axis().nearestArc(curve.point(0)))).orElse(0);
    Tube vessel = new Tube(Optional.of(k), curve, calibre, feeder, leaves);
    segments.put(k, vessel);
    all.add(vessel);
  }

  /** Lets no contrast pass a place of a segment, nor into what leaves it beyond. */
  public void close(CassSegment segment, double arc) {
    Tube closed = segments.get(segment);
    if (closed == null) {
      return;
    }
    closed.close(arc);
    for (Tube t : all) {
      t.feeder().filter(f -> f.flow(t.leavesAt()) == 0).ifPresent(f -> t.scaleFlow(0, 0));
    }
  }

  private void keep(Set<CassSegment> needed) {
    Set<CassSegment> kept = EnumSet.noneOf(CassSegment.class);
    needed.forEach(k -> kept.addAll(SegmentTree.path(k)));
    CassSegment trunk = side == TreeSide.RIGHT ? CassSegment.DISTAL_RCA : CassSegment.DISTAL_LAD;
    kept.addAll(kept.isEmpty() ? SegmentTree.path(trunk) : Set.of());
    // The vessel goes on beyond the segment that holds the lesion, or its end would look cut off.
    for (CassSegment k : CONTINUATIONS) {
      if (k.parent().filter(kept::contains).isPresent() && sameVessel(k, kept)) {
        kept.add(k);
      }
    }
    segments.keySet().retainAll(kept);
    all.retainAll(segments.values());
  }

  private static boolean sameVessel(CassSegment k, Set<CassSegment> kept) {
    return k.parent().filter(p -> p.vessel() == k.vessel() && kept.contains(p)).isPresent();
  }

  /** Every vessel, side branches without a class too. */
  public List<Tube> vessels() {
    return all;
  }

  public Map<CassSegment, Tube> segments() {
    return segments;
  }

  public HeartFrame frame() {
    return frame;
  }

  /** Where the injected artery leaves the aorta. */
  public Point3 ostium() {
    Tube v = segments.get(root());
    return v == null ? Point3.ZERO : v.axis().point(0);
  }

  /** Direction in which the injected artery leaves the aorta. */
  public Point3 ostialDirection() {
    Tube v = segments.get(root());
    return v == null ? new Point3(1, 0, 0) : v.axis().at(6).minus(v.axis().point(0)).unit();
  }
}

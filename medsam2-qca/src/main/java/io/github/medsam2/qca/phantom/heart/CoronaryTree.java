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
  private final Chance chance;

  /**
   * @param needed segments that are there whatever chance says, and what feeds them
   * @param branches whether there are vessels that lead to none of those needed
   */
  public CoronaryTree(
      TreeSide side, Dominance dominance, Set<CassSegment> needed, boolean branches, long seed) {
    this.side = side;
    this.dominance = dominance;
    this.chance = new Chance(seed, 1);
    HeartShape shape = new HeartShape(chance);
    this.frame = shape.posedFrame();
    Map<CassSegment, Curve3> curves = CoronaryCurves.through(shape::place, shape::bend, dominance);
    Set<CassSegment> present = present(needed);
    double size = shape.scale() * chance.normal(1, 0.06);
    curves.forEach(
        (k, curve) -> {
          double own = size * chance.normal(1, 0.05);
          if (k.tree() == side && present.contains(k)) {
            add(k, shape.pose(curve), CONTINUATIONS.contains(k) ? size : own);
          }
        });
    if (branches) {
      new Twigs(chance, frame).grow(List.copyOf(segments.values())).forEach(all::add);
    } else {
      keep(needed);
    }
  }

  private Set<CassSegment> present(Set<CassSegment> needed) {
    Set<CassSegment> present = EnumSet.allOf(CassSegment.class);
    drop(present, CassSegment.RAMUS, 0.25);
    drop(present, CassSegment.D2, 0.8);
    drop(present, CassSegment.D3, 0.55);
    drop(present, CassSegment.OM2, 0.75);
    drop(present, CassSegment.OM3, 0.4);
    drop(present, CassSegment.RPL2, 0.7);
    drop(present, CassSegment.LPL2, 0.6);
    drop(present, CassSegment.ACUTE_MARGINAL, 0.9);
    needed.forEach(k -> present.addAll(SegmentTree.path(k)));
    return present;
  }

  private void drop(Set<CassSegment> present, CassSegment segment, double probability) {
    if (!chance.with(probability)) {
      present.remove(segment);
    }
  }

  private void add(CassSegment k, Curve3 curve, double size) {
    Calibre calibre = Calibre.of(k, dominance).times(size);
    Optional<Tube> feeder = k.parent().flatMap(p -> Optional.ofNullable(segments.get(p)));
    int leaves = 0;
    int junction = 0;
    if (feeder.isPresent()) {
      Tube f = feeder.get();
      double along = f.axis().nearestArc(curve.point(0));
      leaves = f.indexAt(along);
      double depth = CONTINUATIONS.contains(k) ? 0 : 0.8 * f.reference(leaves);
      while (junction < curve.size() - 2 && curve.arc(junction) < depth) {
        junction++;
      }
    }
    Tube vessel = new Tube(Optional.of(k), curve, calibre, feeder, leaves, junction);
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
    CassSegment first = side == TreeSide.RIGHT ? CassSegment.PROXIMAL_RCA : CassSegment.LEFT_MAIN;
    Tube v = segments.get(first);
    return v == null ? Point3.ZERO : v.axis().point(0);
  }

  /** Direction in which the injected artery leaves the aorta. */
  public Point3 ostialDirection() {
    CassSegment first = side == TreeSide.RIGHT ? CassSegment.PROXIMAL_RCA : CassSegment.LEFT_MAIN;
    Tube v = segments.get(first);
    return v == null ? new Point3(1, 0, 0) : v.axis().at(6).minus(v.axis().point(0)).unit();
  }
}

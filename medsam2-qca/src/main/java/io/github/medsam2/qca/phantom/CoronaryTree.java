// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.CoronaryCurves;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
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
final class CoronaryTree {
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

  private final Map<CassSegment, Vessel3> segments = new EnumMap<>(CassSegment.class);
  private final List<Vessel3> all = new ArrayList<>();
  private final HeartFrame frame;
  private final PhantomConfig config;
  private final Chance chance;

  CoronaryTree(PhantomConfig config) {
    this.config = config;
    this.chance = new Chance(config.seed(), 1);
    HeartShape shape = new HeartShape(chance);
    this.frame = shape.posedFrame();
    Map<CassSegment, Curve3> curves =
        CoronaryCurves.through(shape::place, shape::bend, config.dominance());
    Set<CassSegment> present = present();
    double size = shape.scale() * chance.normal(1, 0.06);
    curves.forEach(
        (k, curve) -> {
          double own = size * chance.normal(1, 0.05);
          if (k.tree() == config.tree() && present.contains(k)) {
            add(k, shape.pose(curve), CONTINUATIONS.contains(k) ? size : own);
          }
        });
    config.lesions().forEach(this::place);
    if (config.has(Effect.OVERLAP)) {
      new Twigs(chance, frame).grow(List.copyOf(segments.values())).forEach(all::add);
    } else {
      keepDiseasedVessels();
    }
  }

  private Set<CassSegment> present() {
    Set<CassSegment> present = EnumSet.allOf(CassSegment.class);
    drop(present, CassSegment.RAMUS, 0.25);
    drop(present, CassSegment.D2, 0.8);
    drop(present, CassSegment.D3, 0.55);
    drop(present, CassSegment.OM2, 0.75);
    drop(present, CassSegment.OM3, 0.4);
    drop(present, CassSegment.RPL2, 0.7);
    drop(present, CassSegment.LPL2, 0.6);
    drop(present, CassSegment.ACUTE_MARGINAL, 0.9);
    config.lesions().forEach(l -> present.addAll(SegmentTree.path(l.segment())));
    return present;
  }

  private void drop(Set<CassSegment> present, CassSegment segment, double probability) {
    if (!chance.with(probability)) {
      present.remove(segment);
    }
  }

  private void add(CassSegment k, Curve3 curve, double size) {
    Calibre calibre = Calibre.of(k, config.dominance()).times(size);
    Optional<Vessel3> feeder = k.parent().flatMap(p -> Optional.ofNullable(segments.get(p)));
    double arc = 0;
    int junction = 0;
    if (feeder.isPresent()) {
      Vessel3 f = feeder.get();
      double along = f.axis().nearestArc(curve.point(0));
      arc = f.arcFromOstium(0) + along;
      double depth = CONTINUATIONS.contains(k) ? 0 : 0.8 * f.reference(f.indexAt(along));
      while (junction < curve.size() - 2 && curve.arc(junction) < depth) {
        junction++;
      }
    }
    Vessel3 vessel = new Vessel3(Optional.of(k), curve, calibre, arc, junction);
    segments.put(k, vessel);
    all.add(vessel);
  }

  private void place(LesionSpec spec) {
    Vessel3 vessel = segments.get(spec.segment());
    if (vessel == null) {
      throw new InvalidInputException(
          "lesion in CASS " + spec.segment().id(),
          "a segment of the injected tree that this dominance has",
          config.tree() + " tree, " + config.dominance() + " dominance",
          "choose another segment or tree");
    }
    vessel.narrow(spec);
    if (vessel.flowAtEnd() == 0) {
      segments.forEach((k, v) -> starve(spec, vessel, k, v));
    }
  }

  /** No contrast reaches what leaves an occluded vessel beyond the occlusion. */
  private static void starve(LesionSpec spec, Vessel3 closed, CassSegment k, Vessel3 v) {
    boolean below = k != spec.segment() && SegmentTree.path(k).contains(spec.segment());
    double middle = closed.arcFromOstium(0) + spec.position() * closed.axis().length();
    if (below && v.arcFromOstium(0) >= middle) {
      v.scaleFlow(0, 0);
    }
  }

  private void keepDiseasedVessels() {
    Set<CassSegment> kept = EnumSet.noneOf(CassSegment.class);
    config.lesions().forEach(l -> kept.addAll(SegmentTree.path(l.segment())));
    CassSegment trunk =
        config.tree() == TreeSide.RIGHT ? CassSegment.DISTAL_RCA : CassSegment.DISTAL_LAD;
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
  List<Vessel3> vessels() {
    return all;
  }

  Map<CassSegment, Vessel3> segments() {
    return segments;
  }

  HeartFrame frame() {
    return frame;
  }

  /** Where the injected artery leaves the aorta. */
  Point3 ostium() {
    CassSegment first =
        config.tree() == TreeSide.RIGHT ? CassSegment.PROXIMAL_RCA : CassSegment.LEFT_MAIN;
    Vessel3 v = segments.get(first);
    return v == null ? Point3.ZERO : v.axis().point(0);
  }

  /** Direction in which the injected artery leaves the aorta. */
  Point3 ostialDirection() {
    CassSegment first =
        config.tree() == TreeSide.RIGHT ? CassSegment.PROXIMAL_RCA : CassSegment.LEFT_MAIN;
    Vessel3 v = segments.get(first);
    return v == null ? new Point3(1, 0, 0) : v.axis().at(6).minus(v.axis().point(0)).unit();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static io.github.medsam2.qca.anatomy.DodgePoint.C1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.C1_PROX;
import static io.github.medsam2.qca.anatomy.DodgePoint.C2_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.C3_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.C4_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.D1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.D1_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.D2_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.D2_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.D3_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.D3_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.L1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.L1_PROX;
import static io.github.medsam2.qca.anatomy.DodgePoint.L2_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.L3_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.L4_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.L4_PROX;
import static io.github.medsam2.qca.anatomy.DodgePoint.LM_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.M1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.M1_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.M2_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.M2_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.M3_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.M3_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.MR_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.MR_ORIGIN;
import static io.github.medsam2.qca.anatomy.DodgePoint.R1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.R1_PROX;
import static io.github.medsam2.qca.anatomy.DodgePoint.R2_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.R3_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.R4_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.RCA_OSTIUM;
import static io.github.medsam2.qca.anatomy.DodgePoint.RD_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.RI_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.RP_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.S1_MID;
import static io.github.medsam2.qca.anatomy.DodgePoint.S1_ORIGIN;

import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Centre lines of the coronary segments, laid through the landmarks of {@link DodgePoint}: mm, LPS,
 * origin in the left ostium. Borders of consecutive segments lie half-way between their middles,
 * the crux half-way between the middles of the third and fourth part of the right artery. Every
 * segment starts on the curve of the one that feeds it. Immutable.
 */
public final class CoronaryCurves {
  private static final double STEP = 0.5;
  private static final double BRANCH_EXTENSION = 0.6;

  private final Function<DodgePoint, Point3> place;
  private final UnaryOperator<Curve3> bend;
  private final Dominance dominance;
  private final Map<CassSegment, Curve3> curves = new EnumMap<>(CassSegment.class);

  private CoronaryCurves(
      Function<DodgePoint, Point3> place, UnaryOperator<Curve3> bend, Dominance dominance) {
    this.place = place;
    this.bend = bend;
    this.dominance = dominance;
  }

  /** The mean heart, right dominant, with every segment that has landmarks. */
  public static Map<CassSegment, Curve3> mean() {
    return through(
        p -> p.fromRightOstium() ? p.mean().plus(RCA_OSTIUM.mean()) : p.mean(),
        UnaryOperator.identity(),
        Dominance.RIGHT);
  }

  /**
   * The curves through given landmarks.
   *
   * @param place where a landmark lies, mm, LPS, from the left ostium; asked more than once
   * @param bend changes the course of a vessel before it is cut into segments; keeps its two ends
   * @param dominance decides which posterior branches there are
   */
  public static Map<CassSegment, Curve3> through(
      Function<DodgePoint, Point3> place, UnaryOperator<Curve3> bend, Dominance dominance) {
    CoronaryCurves all = new CoronaryCurves(place, bend, dominance);
    all.left();
    all.right();
    return Collections.unmodifiableMap(all.curves);
  }

  private void left() {
    Point3 split = at(LM_MID).plus(at(L1_PROX)).plus(at(C1_PROX)).times(1 / 3.0);
    curves.put(CassSegment.LEFT_MAIN, course(List.of(Point3.ZERO, at(LM_MID), split)));
    Curve3 lad = chain(split, L1_PROX, L1_MID, L2_MID, L3_MID, L4_PROX, L4_MID);
    double apex = lad.length();
    cut(lad, CassSegment.PROXIMAL_LAD, 0, between(lad, L1_MID, L2_MID));
    cut(lad, CassSegment.MID_LAD, between(lad, L1_MID, L2_MID), between(lad, L2_MID, L3_MID));
    cut(lad, CassSegment.DISTAL_LAD, between(lad, L2_MID, L3_MID), apex);
    branch(lad, CassSegment.D1, D1_ORIGIN, D1_MID);
    branch(lad, CassSegment.D2, D2_ORIGIN, D2_MID);
    branch(lad, CassSegment.D3, D3_ORIGIN, D3_MID);
    branch(lad, CassSegment.S1, S1_ORIGIN, S1_MID);
    curves.put(
        CassSegment.RAMUS,
        course(List.of(split, at(MR_ORIGIN).towards(at(MR_MID), 0.3), at(MR_MID))));
    circumflex(split);
  }

  private void circumflex(Point3 split) {
    List<Point3> controls = controls(split, C1_PROX, C1_MID, C2_MID, C3_MID, C4_MID);
    if (dominance != Dominance.RIGHT) {
      controls.add(crux());
    }
    Curve3 lcx = course(controls);
    double b1 = between(lcx, C1_MID, C2_MID);
    double b2 = between(lcx, C2_MID, C3_MID);
    double b3 = between(lcx, C3_MID, C4_MID);
    cut(lcx, CassSegment.PROXIMAL_LCX, 0, b1);
    cut(lcx, CassSegment.MID_LCX, b1, b2);
    cut(lcx, CassSegment.DISTAL_LCX, b2, b3);
    cut(lcx, CassSegment.LEFT_AV, b3, lcx.length());
    branch(lcx, CassSegment.OM1, M1_ORIGIN, M1_MID);
    branch(lcx, CassSegment.OM2, M2_ORIGIN, M2_MID);
    branch(lcx, CassSegment.OM3, M3_ORIGIN, M3_MID);
    if (dominance != Dominance.RIGHT) {
      branch(lcx, CassSegment.LPL1, C4_MID, RP_MID);
      branch(lcx, CassSegment.LPL2, R4_MID, RI_MID);
    }
    if (dominance == Dominance.LEFT) {
      branch(lcx, CassSegment.LEFT_PDA, crux(), at(RD_MID));
    }
  }

  private void right() {
    if (dominance == Dominance.LEFT) {
      Curve3 rca = chain(at(RCA_OSTIUM), R1_PROX, R1_MID, R2_MID, R3_MID);
      double b1 = between(rca, R1_MID, R2_MID);
      double b2 = between(rca, R2_MID, R3_MID);
      cut(rca, CassSegment.PROXIMAL_RCA, 0, b1);
      cut(rca, CassSegment.MID_RCA, b1, b2);
      // A small right artery fades out soon after the acute margin.
      cut(rca, CassSegment.DISTAL_RCA, b2, b2 + 0.6 * (rca.length() - b2));
      acuteMarginal(rca, b2);
      return;
    }
    List<Point3> controls = controls(at(RCA_OSTIUM), R1_PROX, R1_MID, R2_MID, R3_MID);
    controls.add(crux());
    controls.add(at(R4_MID));
    Curve3 rca = course(controls);
    double b1 = between(rca, R1_MID, R2_MID);
    double b2 = between(rca, R2_MID, R3_MID);
    double crux = rca.nearestArc(crux());
    cut(rca, CassSegment.PROXIMAL_RCA, 0, b1);
    cut(rca, CassSegment.MID_RCA, b1, b2);
    cut(rca, CassSegment.DISTAL_RCA, b2, crux);
    acuteMarginal(rca, b2);
    branch(rca, CassSegment.RIGHT_PDA, crux(), at(RD_MID));
    if (dominance == Dominance.RIGHT) {
      cut(rca, CassSegment.RIGHT_PAV, crux, rca.length());
      branch(rca, CassSegment.RPL1, crux().towards(at(R4_MID), 0.6), at(RI_MID));
      branch(rca, CassSegment.RPL2, at(R4_MID), at(RP_MID));
    }
  }

  /** No landmark of Dodge: over the right ventricle from the acute margin towards the apex. */
  private void acuteMarginal(Curve3 rca, double arc) {
    Point3 start = rca.at(arc);
    Point3 apex = at(L4_PROX);
    Point3 forward = new Point3(0, -12, 0);
    Point3 mid = start.towards(apex, 0.28).plus(forward);
    Point3 end = start.towards(apex, 0.5).plus(forward.times(0.6));
    curves.put(CassSegment.ACUTE_MARGINAL, course(List.of(start, mid, end)));
  }

  private Curve3 course(List<Point3> controls) {
    return bend.apply(Curve3.through(controls, STEP));
  }

  private Point3 crux() {
    return at(R3_MID).towards(at(R4_MID), 0.5);
  }

  private Point3 at(DodgePoint p) {
    return place.apply(p);
  }

  private List<Point3> controls(Point3 start, DodgePoint... landmarks) {
    List<Point3> controls = new ArrayList<>(List.of(start));
    for (DodgePoint p : landmarks) {
      controls.add(at(p));
    }
    return controls;
  }

  private Curve3 chain(Point3 start, DodgePoint... landmarks) {
    return course(controls(start, landmarks));
  }

  private double between(Curve3 curve, DodgePoint a, DodgePoint b) {
    return (curve.nearestArc(at(a)) + curve.nearestArc(at(b))) / 2;
  }

  private void cut(Curve3 curve, CassSegment segment, double from, double to) {
    curves.put(segment, curve.sub(from, to, STEP));
  }

  private void branch(Curve3 feeder, CassSegment segment, DodgePoint origin, DodgePoint mid) {
    branch(feeder, segment, at(origin), at(mid));
  }

  private void branch(Curve3 feeder, CassSegment segment, Point3 origin, Point3 mid) {
    Point3 start = feeder.at(feeder.nearestArc(origin));
    curves.put(segment, course(List.of(start, mid, beyond(start, mid))));
  }

  private static Point3 beyond(Point3 start, Point3 mid) {
    return mid.plus(BRANCH_EXTENSION, mid.minus(start));
  }
}

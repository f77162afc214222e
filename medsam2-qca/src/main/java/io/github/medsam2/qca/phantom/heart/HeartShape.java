// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.DodgePoint;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One person's heart drawn from the population: landmarks with noise that is correlated along each
 * vessel, kept near the surface of the heart, and the winding of vessels.
 */
public final class HeartShape {
  private static final double CORRELATION = 0.8;
  private static final double SPREAD = 0.55;
  private static final double LEFT_SCALE = 0.92;
  private static final double RIGHT_SCALE = 1.1;

  private final Map<DodgePoint, Point3> landmarks = new EnumMap<>(DodgePoint.class);
  private final HeartFrame frame = HeartFrame.mean();
  private final long seed;
  private final double tortuosity;
  private int bends;
  private final double scale;
  private final Point3 turnAxis;
  private final double turnAngle;

  public HeartShape(Chance chance, long seed) {
    this.seed = seed;
    Map<DodgePoint, double[]> noise = new EnumMap<>(DodgePoint.class);
    DodgePoint previous = DodgePoint.LM_MID;
    for (DodgePoint p : DodgePoint.values()) {
      DodgePoint leader = before(p, previous);
      previous = p;
      double[] z = step(leader == p ? null : noise.get(leader), chance);
      noise.put(p, z);
      landmarks.put(p, onShell(p, z));
    }
    this.scale = (chance.with(0.5) ? 0.92 : 1) * chance.normal(1, 0.05);
    this.turnAxis = new Point3(chance.normal(), chance.normal(), chance.normal()).unit();
    this.tortuosity = StrictMath.exp(0.35 * new Chance(seed, 700).normal(0, 1));
    this.turnAngle = StrictMath.toRadians(chance.normal(0, 6));
  }

  /** How much vessels wind, 1 on average. */
  public double tortuosity() {
    return tortuosity;
  }

  /** Size relative to the mean heart. */
  public double scale() {
    return scale;
  }

  /** Turns and scales the heart, and puts its middle into the isocentre. */
  public Point3 pose(Point3 p) {
    return p.minus(frame.centre()).rotate(turnAxis, turnAngle).times(scale);
  }

  public Curve3 pose(Curve3 curve) {
    return Curve3.of(curve.points().stream().map(this::pose).toList());
  }

  /** The axes of the heart after {@link #pose(Point3)}. */
  public HeartFrame posedFrame() {
    return new HeartFrame(
        pose(frame.base()),
        frame.apexward().rotate(turnAxis, turnAngle),
        frame.rightward().rotate(turnAxis, turnAngle),
        frame.length() * scale);
  }

  private static double[] step(double @Nullable [] before, Chance chance) {
    double[] z = new double[3];
    double fresh = Math.sqrt(1 - CORRELATION * CORRELATION);
    for (int i = 0; i < 3; i++) {
      double old = before == null ? 0 : before[i];
      z[i] = CORRELATION * old + fresh * chance.normal(0, 1);
    }
    return z;
  }

  /** The landmark whose noise this one follows; itself when it starts a vessel. */
  private static DodgePoint before(DodgePoint p, DodgePoint previous) {
    return switch (p) {
      case LM_MID, RCA_OSTIUM, LEFT_CATHETER -> p;
      case L1_PROX, C1_PROX, MR_ORIGIN -> DodgePoint.LM_MID;
      case D1_ORIGIN, S1_ORIGIN -> DodgePoint.L1_MID;
      case D2_ORIGIN, S2_ORIGIN -> DodgePoint.L2_MID;
      case D3_ORIGIN, S3_ORIGIN -> DodgePoint.L3_MID;
      case M1_ORIGIN -> DodgePoint.C1_MID;
      case M2_ORIGIN -> DodgePoint.C2_MID;
      case M3_ORIGIN -> DodgePoint.C3_MID;
      case RD_MID -> DodgePoint.R3_MID;
      case RI_MID -> DodgePoint.R4_MID;
      default -> previous;
    };
  }

  /** Noise moves a landmark over the surface; its depth below it stays nearly that of the mean. */
  private Point3 onShell(DodgePoint p, double[] z) {
    double k = p == DodgePoint.LEFT_CATHETER ? 0 : SPREAD;
    Point3 offset = p.fromRightOstium() ? DodgePoint.RCA_OSTIUM.mean() : Point3.ZERO;
    double size = p.fromRightOstium() ? RIGHT_SCALE : LEFT_SCALE;
    Point3 at = offset.plus(size, p.mean());
    Point3 moved = offset.plus(size, p.deviate(k * z[0], k * z[1], k * z[2]));
    double pull = 1 + 0.8 * (frame.shell(at) / frame.shell(moved) - 1);
    return frame.centre().plus(pull, moved.minus(frame.centre()));
  }

  public Point3 place(DodgePoint p) {
    return Objects.requireNonNull(landmarks.get(p));
  }

  /**
   * Winds a vessel by waves across its axis, fading out at both ends: slow ones everywhere, short
   * ones far from the start. Every call draws from a stream of its own.
   */
  public Curve3 bend(Curve3 curve) {
    Chance chance = new Chance(seed, 800 + bends++);
    double t = tortuosity;
    double[] amplitude = {
      chance.between(0.6, 2.2), t * chance.between(0.5, 1.4), t * chance.between(0.15, 0.55)
    };
    double[] wavelength = {chance.between(28, 60), chance.between(11, 22), chance.between(6, 10)};
    double[] phase = {chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)};
    double[] turn = {chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)};
    List<Point3> moved = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      double s = curve.arc(i);
      double fade = Math.min(1, Math.min(s, curve.length() - s) / 8);
      double far = Math.min(1, 0.35 + s / 70);
      Point3 tangent = curve.tangent(i);
      Point3 p = curve.point(i);
      Point3 side = frame.apexward().cross(tangent).unit();
      for (int w = 0; w < amplitude.length; w++) {
        double wave = StrictMath.sin(2 * Math.PI * s / wavelength[w] + phase[w]);
        double a = fade * (w == 0 ? 1 : far) * amplitude[w] * wave;
        p = p.plus(a, side.rotate(tangent, turn[w]));
      }
      moved.add(p);
    }
    return Curve3.of(moved).resample(0.5);
  }
}

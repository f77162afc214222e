// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;

/**
 * Where a point of the heart is at a time: beating and breathing.
 *
 * <p>In systole the base descends to the apex (20 mm at the right groove, 13 mm at the left, 2.5 mm
 * at the apex), the wall moves inward by 4 mm, and base and apex turn against each other. In
 * inspiration the heart moves 4.9 mm to the feet and 1.3 mm forward.
 */
public final class HeartMotion {
  private static final double RIGHT_GROOVE = 20;
  private static final double LEFT_GROOVE = 13;
  private static final double APEX = 2.5;
  private static final double INWARD = 4;
  private static final double TWIST = StrictMath.toRadians(7);
  private static final double HOLD_SECONDS = 0.08;
  private static final double BREATH_SECONDS = 4;
  private static final double DIAPHRAGM_RATIO = 0.6;

  private final HeartFrame frame;
  private final boolean moves;
  private final double rr;
  private final double firstPhase;
  private final double breathDepth;
  private final double breathPhase;

  public HeartMotion(HeartFrame frame, boolean moves, Chance chance) {
    this.frame = frame;
    this.moves = moves;
    this.rr = 60 / chance.normal(72, 12);
    this.firstPhase = chance.between(0, 1);
    this.breathDepth = chance.with(0.5) ? 0 : chance.normal(4.9, 1.4);
    this.breathPhase = chance.between(0, 1);
  }

  /** Share of the heart cycle since the R wave, 0 to 1. */
  public double phase(double seconds) {
    double p = firstPhase + seconds / rr;
    return moves ? p - Math.floor(p) : 0;
  }

  /** The time between two R waves, seconds. */
  public double cycle() {
    return rr;
  }

  /** How far systole has gone: 0 at end-diastole, 1 at end-systole. */
  public double contraction(double seconds) {
    double p = phase(seconds);
    double hold = 0.33 + HOLD_SECONDS / rr;
    double relaxed = Math.max(0.55, hold + 0.05);
    if (!moves) {
      return 0;
    } else if (p < 0.33) {
      return ramp(p / 0.33);
    } else if (p < hold) {
      return 1;
    } else if (p < relaxed) {
      return 1 - 0.9 * ramp((p - hold) / (relaxed - hold));
    }
    return p < 0.88 ? 0.1 : 0.1 * (1 - ramp((p - 0.88) / 0.12));
  }

  private static double ramp(double t) {
    return 0.5 * (1 - StrictMath.cos(Math.PI * t));
  }

  /** How far the heart has moved to the feet by breathing, mm. */
  public double breath(double seconds) {
    double p = seconds / BREATH_SECONDS + breathPhase;
    return moves ? breathDepth * 0.5 * (1 - StrictMath.cos(2 * Math.PI * p)) : 0;
  }

  /** How far the diaphragm has moved to the feet, mm. */
  public double diaphragm(double seconds) {
    return breath(seconds) / DIAPHRAGM_RATIO;
  }

  /** Where a point of the resting heart is. */
  public Point3 move(Point3 rest, double seconds) {
    return moves ? moved(rest, contraction(seconds), breath(seconds)) : rest;
  }

  private Point3 moved(Point3 rest, double c, double breath) {
    Point3 q = rest.minus(frame.base());
    double along = q.dot(frame.apexward());
    double share = Math.max(-0.3, Math.min(1.2, along / frame.length()));
    Point3 across = q.plus(-along, frame.apexward());
    double side = 0.5 * (1 + across.unit().dot(frame.rightward()));
    double base = LEFT_GROOVE + (RIGHT_GROOVE - LEFT_GROOVE) * side;
    // The ostium hangs on the aorta, which moves less than the grooves.
    double anchored = Math.min(1, Math.max(0.45, 1 + share));
    double descent = anchored * (base * (1 - Math.max(0, share)) + APEX * Math.max(0, share));
    Point3 turned = across.rotate(frame.apexward(), c * TWIST * (share - 0.4));
    return frame
        .base()
        .plus(along + c * descent, frame.apexward())
        .plus(turned)
        .plus(-c * INWARD * Math.min(1, across.norm() / 15), across.unit())
        .plus(new Point3(0, -0.27 * breath, -breath));
  }
}

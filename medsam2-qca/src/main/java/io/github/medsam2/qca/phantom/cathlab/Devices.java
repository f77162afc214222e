// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.cathlab;

import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.Tube;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What doctors left in and on the patient: a guide wire in the first lesion's vessel, sternal wires
 * and clips of an earlier operation, the lead of a pacemaker, ECG patches with their leads. Places
 * are millimetres from the left ostium, left, back and up.
 */
public final class Devices {
  /** Optical depth per millimetre of steel at 55 keV. */
  private static final double STEEL = 0.95;

  private static final double LEAD = 0.4;
  private static final double PATCH = 0.03;
  private static final double CABLE = 0.09;
  private static final double STERNUM_X = -24;
  private static final double STERNUM_Y = -86;
  private static final double CHEST_Y = -112;
  private static final int RING = 16;

  /**
   * One piece.
   *
   * @param attenuation optical depth per millimetre
   * @param beating whether it moves with the heart
   */
  public record Piece(Tube tube, double attenuation, boolean beating) {}

  private final List<Piece> pieces = new ArrayList<>();

  /**
   * @param wired the vessel with a guide wire
   */
  public Devices(Optional<Tube> wired, long seed) {
    Chance chance = new Chance(seed, 6);
    wired.ifPresent(vessel -> add(vessel.axis(), 0.36, STEEL, true));
    boolean pacemaker = chance.with(0.4);
    boolean monitored = chance.with(0.6);
    if (pacemaker) {
      pacemaker(chance);
    }
    if (monitored) {
      patches(chance);
    }
    if (chance.with(0.5) || !(pacemaker || monitored)) {
      sternum(chance);
      clips(chance);
    }
  }

  public List<Piece> pieces() {
    return pieces;
  }

  private void add(Curve3 axis, double diameter, double attenuation, boolean beating) {
    pieces.add(new Piece(Tube.even(axis, diameter), attenuation, beating));
  }

  private void sternum(Chance chance) {
    int wires = 5 + chance.below(3);
    for (int k = 0; k < wires; k++) {
      double z = 45 - 22 * k + chance.normal(0, 2);
      double slant = chance.normal(0, 0.15);
      double half = chance.between(11, 15);
      List<Point3> ring = new ArrayList<>();
      for (int i = 0; i <= RING; i++) {
        double a = 2 * Math.PI * i / RING;
        double x = half * StrictMath.cos(a);
        double y = 7 * StrictMath.sin(a);
        ring.add(new Point3(STERNUM_X + x, STERNUM_Y + y, z + slant * x));
      }
      add(Curve3.through(ring, 0.5), 0.9, STEEL, false);
    }
  }

  /** Along the bed of a mammary graft. */
  private void clips(Chance chance) {
    int n = 3 + chance.below(6);
    for (int k = 0; k < n; k++) {
      double share = (k + chance.between(0, 1)) / n;
      Point3 at = new Point3(8 + 25 * share, -80 + 12 * share, 55 - 95 * share);
      Point3 along = new Point3(chance.normal(), chance.normal(), chance.normal()).unit();
      List<Point3> ends = List.of(at.plus(-2, along), at, at.plus(2, along));
      add(Curve3.through(ends, 0.5), 1.1, STEEL, false);
    }
  }

  private void pacemaker(Chance chance) {
    Point3 apex = new Point3(30 + chance.normal(0, 4), -66, -84 + chance.normal(0, 4));
    List<Point3> course =
        List.of(
            new Point3(-38, -20, 130),
            new Point3(-48, -12, 60),
            new Point3(-52, -20, -5),
            new Point3(-40, -34, -45),
            new Point3(-5, -52, -70),
            apex);
    add(Curve3.through(course, 0.5), 1.9, LEAD, true);
  }

  private void patches(Chance chance) {
    for (int side = -1; side <= 1; side += 2) {
      double x = STERNUM_X + side * chance.between(45, 80);
      double z = chance.between(-60, 40);
      List<Point3> disc =
          List.of(
              new Point3(x, CHEST_Y, z),
              new Point3(x, CHEST_Y + 1.5, z),
              new Point3(x, CHEST_Y + 3, z));
      add(Curve3.through(disc, 0.5), 18, PATCH, false);
      List<Point3> cable =
          List.of(
              new Point3(x, CHEST_Y, z),
              new Point3(x + 10 * side, CHEST_Y - 3, z + 25),
              new Point3(x + chance.between(-15, 40) * side, CHEST_Y - 3, z + 70),
              new Point3(x + 30 * side, CHEST_Y + 10, z + 140));
      add(Curve3.through(cable, 0.5), 2.2, CABLE, false);
    }
  }
}

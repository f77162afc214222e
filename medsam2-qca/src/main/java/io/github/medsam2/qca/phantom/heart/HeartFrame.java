// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.geometry.Point3;

/**
 * The axes of a heart: the middle of its base, the direction to the apex, the side of the right
 * coronary groove.
 *
 * @param base middle of the atrioventricular plane, mm
 * @param apexward unit direction from base to apex
 * @param rightward unit direction to the right atrioventricular groove, across the axis
 * @param length from base to apex, mm
 */
public record HeartFrame(Point3 base, Point3 apexward, Point3 rightward, double length) {

  /** The mean heart of the landmarks, origin in the left ostium. */
  public static HeartFrame mean() {
    Point3 base = new Point3(-5, -10, -40);
    Point3 apex = new Point3(45, -72, -88);
    Point3 axis = apex.minus(base).unit();
    Point3 groove = new Point3(-44, -40, -49).minus(base);
    Point3 right = groove.plus(-groove.dot(axis), axis).unit();
    return new HeartFrame(base, axis, right, apex.distance(base));
  }

  /** The middle of the ventricles. */
  public Point3 centre() {
    return base.plus(0.4 * length, apexward);
  }

  /** Size of the position relative to an ellipsoid around the ventricles: about 1 on its shell. */
  public double shell(Point3 p) {
    Point3 q = p.minus(centre());
    double along = q.dot(apexward);
    double across = q.plus(-along, apexward).norm();
    double a = along / (0.64 * length);
    double b = across / (0.48 * length);
    return Math.sqrt(a * a + b * b);
  }
}

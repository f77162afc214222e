// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

/** A point or vector in the patient: millimetres, LPS (x left, y posterior, z head). */
public record Point3(double x, double y, double z) {
  /** The origin. */
  public static final Point3 ZERO = new Point3(0, 0, 0);

  /** Whether it has a place: neither NaN nor infinite. */
  public boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
  }

  /** The sum of two vectors. */
  public Point3 plus(Point3 o) {
    return new Point3(x + o.x, y + o.y, z + o.z);
  }

  /** This point moved by k times a direction. */
  public Point3 plus(double k, Point3 o) {
    return new Point3(x + k * o.x, y + k * o.y, z + k * o.z);
  }

  /** The vector from another point to this one. */
  public Point3 minus(Point3 o) {
    return plus(-1, o);
  }

  /** This vector k times as long. */
  public Point3 times(double k) {
    return new Point3(k * x, k * y, k * z);
  }

  /** The scalar product. */
  public double dot(Point3 o) {
    return x * o.x + y * o.y + z * o.z;
  }

  /** The vector product. */
  public Point3 cross(Point3 o) {
    return new Point3(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  /** The length. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** The distance to another point. */
  public double distance(Point3 o) {
    return minus(o).norm();
  }

  /** The unit vector of this direction; the zero vector stays zero. */
  public Point3 unit() {
    double n = norm();
    return n == 0 ? this : times(1 / n);
  }

  /** The point a share t of the way from this point to another. */
  public Point3 towards(Point3 o, double t) {
    return plus(t, o.minus(this));
  }

  /**
   * This vector turned about a unit axis.
   *
   * @param radians right-handed angle
   */
  public Point3 rotate(Point3 axis, double radians) {
    double c = StrictMath.cos(radians);
    double s = StrictMath.sin(radians);
    return times(c).plus(s, axis.cross(this)).plus((1 - c) * axis.dot(this), axis);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

/** A point or vector in an image, pixels: x right, y down, whole numbers are pixel centres. */
public record Point2(double x, double y) {

  /** Whether it has a place: neither NaN nor infinite. */
  public boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }

  /** This point moved by k times a direction. */
  public Point2 plus(double k, Point2 o) {
    return new Point2(x + k * o.x, y + k * o.y);
  }

  /** The vector from another point to this one. */
  public Point2 minus(Point2 o) {
    return new Point2(x - o.x, y - o.y);
  }

  /** The scalar product. */
  public double dot(Point2 o) {
    return x * o.x + y * o.y;
  }

  /** The length. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** The distance to another point. */
  public double distance(Point2 o) {
    return minus(o).norm();
  }

  /** The unit vector of this direction; the zero vector stays zero. */
  public Point2 unit() {
    double n = norm();
    return n == 0 ? this : new Point2(x / n, y / n);
  }

  /** This vector turned by a quarter: for a curve running right, the normal pointing down. */
  public Point2 normal() {
    return new Point2(-y, x);
  }

  /** The point a share t of the way from this point to another. */
  public Point2 towards(Point2 o, double t) {
    return plus(t, o.minus(this));
  }
}

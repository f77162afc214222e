// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.geometry.Projector;
import io.github.medsam2.qca.phantom.heart.Tube;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A vessel as one ray bundle sees it: for every sample of its axis, where the lumen falls on the
 * image, how wide it is, and how long the rays run through it.
 */
public final class ProjectedTube {
  /** Below this sine between axis and ray a piece is drawn as discs seen from their face. */
  private static final double STEEP = 0.45;

  public final Tube vessel;
  public final int size;
  public final double[] x;
  public final double[] y;

  /** Half width across the projected axis, pixels. */
  public final double[] half;

  /** Half width of the healthy vessel, pixels. */
  public final double[] halfReference;

  /** Path of the middle ray through the lumen, mm. */
  public final double[] path;

  /** Half size of the lumen along the projected axis, pixels: 0 when seen from the side. */
  public final double[] foreshortenedHalf;

  /** Path of a ray through the slice of vessel that a steep sample stands for, mm. */
  public final double[] slice;

  /** Distance from the source along the beam, mm. */
  public final double[] depth;

  /** Size of a pixel at the sample, mm. */
  public final double[] mmPerPixel;

  public ProjectedTube(Tube vessel, UnaryOperator<Point3> motion, Projector view) {
    this.vessel = vessel;
    this.size = vessel.size();
    this.x = new double[size];
    this.y = new double[size];
    this.half = new double[size];
    this.halfReference = new double[size];
    this.path = new double[size];
    this.foreshortenedHalf = new double[size];
    this.slice = new double[size];
    this.depth = new double[size];
    this.mmPerPixel = new double[size];
    Point3[] centre = new Point3[size];
    for (int i = 0; i < size; i++) {
      centre[i] = motion.apply(vessel.centre(i));
    }
    for (int i = 0; i < size; i++) {
      project(i, centre, motion, view);
    }
  }

  private void project(int i, Point3[] centre, UnaryOperator<Point3> motion, Projector view) {
    Point3 before = centre[Math.max(0, i - 1)];
    Point3 after = centre[Math.min(size - 1, i + 1)];
    Point3 tangent = after.minus(before).unit();
    Point3 ray = view.ray(centre[i]);
    double cos = Math.abs(tangent.dot(ray));
    double sin = Math.sqrt(Math.max(1e-6, 1 - cos * cos));
    Point3 across = tangent.cross(ray).unit();
    Point3 moved = motion.apply(vessel.centre(i).plus(0.1, vessel.longSide(i)));
    Point3 side = moved.minus(centre[i]);
    Point3 longSide = side.plus(-side.dot(tangent), tangent).unit();
    double a = vessel.longRadius(i);
    double b = vessel.shortRadius(i);
    double c = across.dot(longSide);
    double h = Math.sqrt(a * a * c * c + b * b * Math.max(0, 1 - c * c));
    Point2 q = view.project(centre[i]);
    x[i] = q.x();
    y[i] = q.y();
    mmPerPixel[i] = view.mmPerPixel(centre[i]);
    depth[i] = view.depth(centre[i]);
    half[i] = h / mmPerPixel[i];
    halfReference[i] = vessel.reference(i) / 2 / mmPerPixel[i];
    path[i] = h == 0 ? 0 : 2 * a * b / h / Math.max(sin, STEEP);
    foreshortenedHalf[i] = sin < STEEP && h > 0 ? a * b / h * cos / mmPerPixel[i] : 0;
    slice[i] = after.distance(before) / (i == 0 || i == size - 1 ? 1 : 2) / Math.max(cos, 0.5);
  }

  public boolean steep(int i) {
    return foreshortenedHalf[i] > 0;
  }

  /** Optical depth per millimetre of path at every sample. */
  public double[] attenuation(DoubleUnaryOperator iodine, double perMillimetre) {
    double[] mu = new double[size];
    for (int i = 0; i < size; i++) {
      double flow = vessel.flow(i);
      double c = flow == 0 ? 0 : flow * iodine.applyAsDouble(vessel.arcFromOstium(i));
      mu[i] = c * perMillimetre;
    }
    return mu;
  }

  public Point2 centre(int i) {
    return new Point2(x[i], y[i]);
  }

  /** Unit direction across the projected axis. */
  public Point2 normal(int i) {
    int a = Math.max(0, i - 1);
    int b = Math.min(size - 1, i + 1);
    return centre(b).minus(centre(a)).unit().normal();
  }
}

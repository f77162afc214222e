// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.Optional;

/**
 * One stretch of vessel at rest (end-diastole): its axis, its healthy diameter, and its lumen as an
 * ellipse at every sample. A vessel without a segment is a small side branch that belongs to no
 * class.
 */
public final class Tube {
  private final Optional<CassSegment> segment;
  private final Curve3 axis;
  private final double[] reference;
  private final double[] lumen;
  private final double[] flatness;
  private final Point3[] longSide;
  private final Point3[] shift;
  private final double[] flow;
  private final Optional<Tube> feeder;
  private final int leavesAt;
  private final double arcBefore;
  private int junction;

  /**
   * @param feeder the vessel it leaves
   * @param leavesAt sample of the feeder
   */
  public Tube(
      Optional<CassSegment> segment,
      Curve3 axis,
      Calibre calibre,
      Optional<Tube> feeder,
      int leavesAt) {
    int n = axis.size();
    this.segment = segment;
    this.axis = axis;
    this.feeder = feeder;
    this.leavesAt = leavesAt;
    this.arcBefore = feeder.map(f -> f.arcFromOstium(leavesAt)).orElse(0.0);
    this.reference = new double[n];
    this.flatness = new double[n];
    this.flow = new double[n];
    this.longSide = new Point3[n];
    this.shift = new Point3[n];
    for (int i = 0; i < n; i++) {
      reference[i] = calibre.at(axis.arc(i) / axis.length());
      flatness[i] = 1;
      flow[i] = 1;
      shift[i] = Point3.ZERO;
    }
    this.lumen = reference.clone();
    sides();
  }

  /** A tube of one diameter that belongs to no tree, such as a catheter. */
  public static Tube even(Curve3 axis, double diameter) {
    Calibre calibre = new Calibre(diameter, diameter);
    return new Tube(Optional.empty(), axis, calibre, Optional.empty(), 0);
  }

  /** Carries one direction across the axis along it with as little turning as possible. */
  private void sides() {
    Point3 t = axis.tangent(0);
    Point3 any = Math.abs(t.z()) < 0.9 ? new Point3(0, 0, 1) : new Point3(1, 0, 0);
    Point3 side = any.cross(t).unit();
    for (int i = 0; i < longSide.length; i++) {
      Point3 tangent = axis.tangent(i);
      side = side.plus(-side.dot(tangent), tangent).unit();
      longSide[i] = side;
    }
  }

  public Optional<CassSegment> segment() {
    return segment;
  }

  public Curve3 axis() {
    return axis;
  }

  public int size() {
    return lumen.length;
  }

  /** The vessel this one leaves; empty at an ostium. */
  public Optional<Tube> feeder() {
    return feeder;
  }

  /** Sample of the feeder where this vessel leaves it. */
  public int leavesAt() {
    return leavesAt;
  }

  /** Samples before this one may lie inside the vessel that feeds this one. */
  public int junction() {
    return junction;
  }

  /** Distance from the ostium, mm. */
  public double arcFromOstium(int i) {
    return arcBefore + axis.arc(i);
  }

  /** Healthy diameter, mm. */
  public double reference(int i) {
    return reference[i];
  }

  /** Diameter of the circle with the area of the lumen, mm. */
  public double lumen(int i) {
    return lumen[i];
  }

  /** Where the middle of the lumen lies. */
  public Point3 centre(int i) {
    return axis.point(i).plus(shift[i]);
  }

  /** Unit direction of the long axis of the lumen. */
  public Point3 longSide(int i) {
    return longSide[i];
  }

  /** Long half-axis of the lumen, mm. */
  public double longRadius(int i) {
    return lumen[i] / 2 / Math.sqrt(flatness[i]);
  }

  /** Short half-axis of the lumen, mm. */
  public double shortRadius(int i) {
    return lumen[i] / 2 * Math.sqrt(flatness[i]);
  }

  /** The share of contrast that arrives, 0 beyond an occlusion. */
  public double flow(int i) {
    return flow[i];
  }

  public double flowAtEnd() {
    return flow[flow.length - 1];
  }

  public void scaleFlow(int from, double k) {
    for (int i = from; i < flow.length; i++) {
      flow[i] *= k;
    }
  }

  /**
   * Narrows a stretch by a raised cosine.
   *
   * @param middle distance of its middle from the start, mm
   * @param length from border to border, mm
   * @param severity share of the diameter that is lost in the middle, 0 to 1
   * @param eccentricity shift of the lumen to one wall, 0 to 1
   * @param shortOverLong short over long axis of the lumen in the middle
   * @param rotation of the short axis around the vessel, radians
   */
  public void narrow(
      double middle,
      double length,
      double severity,
      double eccentricity,
      double shortOverLong,
      double rotation) {
    for (int i = 0; i < lumen.length; i++) {
      double u = (axis.arc(i) - middle) / length;
      if (Math.abs(u) < 0.5) {
        double depth = 0.5 * (1 + StrictMath.cos(2 * Math.PI * u));
        double wanted = lumen[i] * (1 - severity * depth);
        Point3 side = longSide[i].rotate(axis.tangent(i), rotation);
        longSide[i] = side;
        flatness[i] = 1 + (shortOverLong - 1) * depth;
        double room = (reference[i] - wanted) / 2;
        // The lumen moves along its short side, as a plaque on one wall leaves it.
        shift[i] = side.cross(axis.tangent(i)).times(eccentricity * room);
        lumen[i] = wanted;
      }
    }
  }

  /** Thins a stretch evenly, lumen and healthy diameter alike, as diffuse disease does. */
  public void thin(double middle, double length, double share) {
    for (int i = 0; i < lumen.length; i++) {
      double u = (axis.arc(i) - middle) / length;
      double even = Math.max(0, Math.min(1, 4 * (0.5 - Math.abs(u))));
      reference[i] *= 1 - share * even;
      lumen[i] *= 1 - share * even;
    }
  }

  /** Sets the healthy diameters, and how far the start may lie inside the feeder. */
  void setReference(double[] diameters) {
    System.arraycopy(diameters, 0, reference, 0, reference.length);
    System.arraycopy(diameters, 0, lumen, 0, lumen.length);
    boolean branch = feeder.filter(f -> leavesAt < f.size() - 2).isPresent();
    double depth = branch ? 0.8 * feeder.orElseThrow().reference(leavesAt) : 0;
    junction = 0;
    while (junction < axis.size() - 2 && axis.arc(junction) < depth) {
      junction++;
    }
  }

  /** Lets no contrast pass a place. */
  public void close(double arc) {
    scaleFlow(Math.min(flow.length - 1, indexAt(arc)), 0);
  }

  public int indexAt(double arc) {
    int i = 0;
    while (i < lumen.length - 1 && axis.arc(i) < arc) {
      i++;
    }
    return i;
  }
}

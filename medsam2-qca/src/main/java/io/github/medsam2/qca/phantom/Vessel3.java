// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.Optional;

/**
 * One stretch of vessel at rest (end-diastole): its axis, its healthy diameter, and its lumen as an
 * ellipse at every sample. A vessel without a segment is a small side branch that belongs to no
 * class.
 */
final class Vessel3 {
  private final Optional<CassSegment> segment;
  private final Curve3 axis;
  private final double[] reference;
  private final double[] lumen;
  private final double[] flatness;
  private final Point3[] longSide;
  private final Point3[] shift;
  private final double[] flow;
  private final double arcBefore;
  private final int junction;

  /**
   * @param arcBefore distance from the ostium to the start, mm
   * @param junction samples before it may lie inside the vessel that feeds this one
   */
  Vessel3(
      Optional<CassSegment> segment, Curve3 axis, Calibre calibre, double arcBefore, int junction) {
    int n = axis.size();
    this.segment = segment;
    this.axis = axis;
    this.arcBefore = arcBefore;
    this.junction = junction;
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

  Optional<CassSegment> segment() {
    return segment;
  }

  Curve3 axis() {
    return axis;
  }

  int size() {
    return lumen.length;
  }

  /** Samples before this one may lie inside the vessel that feeds this one. */
  int junction() {
    return junction;
  }

  /** Distance from the ostium, mm. */
  double arcFromOstium(int i) {
    return arcBefore + axis.arc(i);
  }

  /** Healthy diameter, mm. */
  double reference(int i) {
    return reference[i];
  }

  /** Diameter of the circle with the area of the lumen, mm. */
  double lumen(int i) {
    return lumen[i];
  }

  /** Where the middle of the lumen lies. */
  Point3 centre(int i) {
    return axis.point(i).plus(shift[i]);
  }

  /** Unit direction of the long axis of the lumen. */
  Point3 longSide(int i) {
    return longSide[i];
  }

  /** Long half-axis of the lumen, mm. */
  double longRadius(int i) {
    return lumen[i] / 2 / Math.sqrt(flatness[i]);
  }

  /** Short half-axis of the lumen, mm. */
  double shortRadius(int i) {
    return lumen[i] / 2 * Math.sqrt(flatness[i]);
  }

  /** The share of contrast that arrives, 0 beyond an occlusion. */
  double flow(int i) {
    return flow[i];
  }

  double flowAtEnd() {
    return flow[flow.length - 1];
  }

  void scaleFlow(int from, double k) {
    for (int i = from; i < flow.length; i++) {
      flow[i] *= k;
    }
  }

  /** Puts a lesion in. Diffuse disease lowers the reference too. */
  void narrow(LesionSpec spec) {
    double middle = spec.position() * axis.length();
    double angle = StrictMath.toRadians(spec.rotation());
    for (int i = 0; i < lumen.length; i++) {
      double u = (axis.arc(i) - middle) / spec.lengthMm();
      if (Math.abs(u) < 0.5) {
        narrow(spec, i, u, angle);
      }
    }
    if (spec.kind() == LesionSpec.Kind.OCCLUSION) {
      scaleFlow(Math.min(flow.length - 1, indexAt(middle)), 0);
    }
  }

  private void narrow(LesionSpec spec, int i, double u, double angle) {
    double depth = 0.5 * (1 + StrictMath.cos(2 * Math.PI * u));
    if (spec.kind() == LesionSpec.Kind.DIFFUSE) {
      double even = Math.min(1, 4 * (0.5 - Math.abs(u)));
      reference[i] *= 1 - spec.severity() * even;
      lumen[i] *= 1 - spec.severity() * even;
      return;
    }
    double wanted = lumen[i] * (1 - spec.severity() * depth);
    Point3 side = longSide[i].rotate(axis.tangent(i), angle);
    longSide[i] = side;
    flatness[i] = 1 + (spec.flatness() - 1) * depth;
    double room = (reference[i] - wanted) / 2;
    // The lumen moves along its short side, as a plaque on one wall leaves it.
    shift[i] = side.cross(axis.tangent(i)).times(spec.eccentricity() * room);
    lumen[i] = wanted;
  }

  int indexAt(double arc) {
    int i = 0;
    while (i < lumen.length - 1 && axis.arc(i) < arc) {
      i++;
    }
    return i;
  }
}

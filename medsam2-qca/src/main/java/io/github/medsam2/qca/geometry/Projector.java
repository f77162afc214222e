// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

/** Projects many points with one {@link CArm}, its axes computed once. Immutable. */
public final class Projector {
  private final CArm arm;
  private final CArm.Axes axes;

  /** A projector for a C-arm. */
  public Projector(CArm arm) {
    this.arm = arm;
    this.axes = arm.axes();
  }

  /** The geometry. */
  public CArm arm() {
    return arm;
  }

  /** The image axes in the patient. */
  public CArm.Axes axes() {
    return axes;
  }

  /** Distance of a point from the source along the beam, mm; small is near the source. */
  public double depth(Point3 p) {
    return arm.sod() + p.dot(axes.beam());
  }

  /** Where a point falls, in pixels. */
  public Point2 project(Point3 p) {
    double m = arm.sid() / depth(p) / arm.pitch();
    return new Point2(arm.cx() + m * p.dot(axes.right()), arm.cy() - m * p.dot(axes.up()));
  }

  /** Millimetres per pixel at a point: its own magnification, not that of the isocentre. */
  public double mmPerPixel(Point3 p) {
    return arm.pitch() * depth(p) / arm.sid();
  }

  /** Unit direction from the source to a point. */
  public Point3 ray(Point3 p) {
    return p.plus(arm.sod(), axes.beam()).unit();
  }
}

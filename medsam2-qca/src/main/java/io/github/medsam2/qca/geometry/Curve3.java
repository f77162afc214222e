// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** A curve in the patient: points in order, addressed by arc length in millimetres. Immutable. */
public final class Curve3 {
  private static final int DENSE = 24;

  private static final int MOST_PIECES = 1_000_000;

  private final List<Point3> points;
  private final double[] arc;

  private Curve3(List<Point3> points) {
    if (points.size() < 2) {
      throw new InvalidInputException(
          "curve", "at least 2 points", points.size() + "", "give the end points");
    }
    if (!points.stream().allMatch(Point3::isFinite)) {
      throw new InvalidInputException(
          "curve", "finite points", "others", "leave out points that have no place");
    }
    this.points = List.copyOf(points);
    this.arc = new double[points.size()];
    for (int i = 1; i < arc.length; i++) {
      arc[i] = arc[i - 1] + points.get(i).distance(points.get(i - 1));
    }
  }

  /** The straight pieces between the points. */
  public static Curve3 of(List<Point3> points) {
    return new Curve3(points);
  }

  /**
   * The uniform Catmull-Rom spline through control points, resampled at an even arc length.
   *
   * @param step distance of the samples in mm; the last piece makes the length come out even
   */
  public static Curve3 through(List<Point3> controls, double step) {
    if (controls.size() < 2) {
      throw new InvalidInputException(
          "curve", "at least 2 control points", controls.size() + "", "give the end points");
    }
    List<Point3> dense = new ArrayList<>();
    int last = controls.size() - 1;
    for (int i = 0; i < last; i++) {
      Point3 b = controls.get(i);
      Point3 c = controls.get(i + 1);
      Point3 a = i == 0 ? b.plus(b.minus(c)) : controls.get(i - 1);
      Point3 d = i + 1 == last ? c.plus(c.minus(b)) : controls.get(i + 2);
      for (int k = 0; k < DENSE; k++) {
        dense.add(spline(a, b, c, d, k / (double) DENSE));
      }
    }
    dense.add(controls.get(last));
    return new Curve3(dense).resample(step);
  }

  private static Point3 spline(Point3 a, Point3 b, Point3 c, Point3 d, double t) {
    double t2 = t * t;
    double t3 = t2 * t;
    return a.times(0.5 * (-t + 2 * t2 - t3))
        .plus(0.5 * (2 - 5 * t2 + 3 * t3), b)
        .plus(0.5 * (t + 4 * t2 - 3 * t3), c)
        .plus(0.5 * (t3 - t2), d);
  }

  /** The same curve with samples at an even arc length close to a step in mm. */
  public Curve3 resample(double step) {
    return sub(0, length(), step);
  }

  /** The piece between two arc lengths, resampled. */
  public Curve3 sub(double from, double to, double step) {
    int n = pieces(from, to, step);
    List<Point3> even = new ArrayList<>(n + 1);
    for (int i = 0; i <= n; i++) {
      even.add(at(from + (to - from) * i / n));
    }
    return new Curve3(even);
  }

  private static int pieces(double from, double to, double step) {
    double n = (to - from) / step;
    // Written so that NaN fails too.
    if (!(step > 0 && n >= 0 && n < MOST_PIECES)) {
      throw new InvalidInputException(
          "curve",
          "a step above 0 and a stretch of at most " + MOST_PIECES + " steps",
          from + " to " + to + " by " + step,
          "give the far end second, and a larger step");
    }
    return Math.max(1, (int) Math.round(n));
  }

  /** The number of samples. */
  public int size() {
    return arc.length;
  }

  /** Sample i. */
  public Point3 point(int i) {
    return points.get(i);
  }

  /** All samples in order. */
  public List<Point3> points() {
    return points;
  }

  /** Arc length at sample i, mm. */
  public double arc(int i) {
    return arc[i];
  }

  /** The whole arc length, mm. */
  public double length() {
    return arc[arc.length - 1];
  }

  /** The point at an arc length; beyond the ends, the end point. */
  public Point3 at(double s) {
    int i = piece(s);
    double span = arc[i + 1] - arc[i];
    double t = span == 0 ? 0 : Math.min(1, Math.max(0, (s - arc[i]) / span));
    return points.get(i).towards(points.get(i + 1), t);
  }

  /** Arc length of the sample nearest to a point, mm. */
  public double nearestArc(Point3 p) {
    int best = 0;
    for (int i = 1; i < arc.length; i++) {
      if (points.get(i).distance(p) < points.get(best).distance(p)) {
        best = i;
      }
    }
    return arc[best];
  }

  /** The unit direction at sample i, by central differences. */
  public Point3 tangent(int i) {
    Point3 before = points.get(Math.max(0, i - 1));
    Point3 after = points.get(Math.min(arc.length - 1, i + 1));
    return after.minus(before).unit();
  }

  private int piece(double s) {
    int lo = 0;
    int hi = arc.length - 2;
    while (lo < hi) {
      int mid = (lo + hi + 1) >>> 1;
      if (arc[mid] <= s) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    return lo;
  }
}

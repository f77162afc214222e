// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** A curve in an image: points in order, addressed by arc length in pixels. Immutable. */
public final class Curve2 {
  private static final int MOST_PIECES = 1_000_000;

  private final List<Point2> points;
  private final double[] arc;

  private Curve2(List<Point2> points) {
    if (points.size() < 2) {
      throw new InvalidInputException(
          "curve", "at least 2 points", points.size() + "", "give the end points");
    }
    if (!points.stream().allMatch(Point2::isFinite)) {
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
  public static Curve2 of(List<Point2> points) {
    return new Curve2(points);
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
  public Point2 point(int i) {
    return points.get(i);
  }

  /** All samples in order. */
  public List<Point2> points() {
    return points;
  }

  /** Arc length at sample i, pixels. */
  public double arc(int i) {
    return arc[i];
  }

  /** The whole arc length, pixels. */
  public double length() {
    return arc[arc.length - 1];
  }

  /** The unit direction at sample i, by central differences. */
  public Point2 tangent(int i) {
    Point2 before = points.get(Math.max(0, i - 1));
    Point2 after = points.get(Math.min(arc.length - 1, i + 1));
    return after.minus(before).unit();
  }

  /** The piece between two arc lengths, sampled evenly at about a step in pixels. */
  public Curve2 sub(double from, double to, double step) {
    int n = pieces(from, to, step);
    List<Point2> even = new ArrayList<>(n + 1);
    int i = 0;
    for (int k = 0; k <= n; k++) {
      double s = from + (to - from) * k / n;
      while (i < arc.length - 2 && arc[i + 1] < s) {
        i++;
      }
      double span = arc[i + 1] - arc[i];
      double t = span == 0 ? 0 : Math.min(1, Math.max(0, (s - arc[i]) / span));
      even.add(points.get(i).towards(points.get(i + 1), t));
    }
    return new Curve2(even);
  }

  /**
   * A way from one sample to another that leaves out the bends between: the cubic that keeps the
   * directions at both.
   *
   * @param t share of the way, 0 at sample {@code from} and 1 at sample {@code to}
   */
  public Point2 bridge(int from, int to, double t) {
    double length = arc[to] - arc[from];
    double t2 = t * t;
    double t3 = t2 * t;
    Point2 zero = new Point2(0, 0);
    return zero.plus(2 * t3 - 3 * t2 + 1, point(from))
        .plus(length * (t3 - 2 * t2 + t), tangent(from))
        .plus(3 * t2 - 2 * t3, point(to))
        .plus(length * (t3 - t2), tangent(to));
  }

  /** The curve smoothed by a Gaussian over its samples; both ends keep their direction. */
  public Curve2 smooth(double sigmaSamples) {
    if (!(sigmaSamples > 0 && sigmaSamples <= MOST_PIECES)) {
      throw new InvalidInputException(
          "curve",
          "a width above 0",
          sigmaSamples + " samples",
          "leave an unsmoothed curve as it is");
    }
    int radius = Math.min(arc.length, (int) Math.ceil(3 * sigmaSamples));
    List<Point2> out = new ArrayList<>(arc.length);
    for (int i = 0; i < arc.length; i++) {
      double x = 0;
      double y = 0;
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        double w = Math.exp(-0.5 * k * k / (sigmaSamples * sigmaSamples));
        Point2 p = beyond(i + k);
        x += w * p.x();
        y += w * p.y();
        sum += w;
      }
      out.add(new Point2(x / sum, y / sum));
    }
    return new Curve2(out);
  }

  /** Sample i; past an end, the point mirrored through that end. */
  private Point2 beyond(int i) {
    int last = arc.length - 1;
    if (i < 0) {
      Point2 end = points.get(0);
      return end.plus(1, end.minus(points.get(Math.min(last, -i))));
    } else if (i > last) {
      Point2 end = points.get(last);
      return end.plus(1, end.minus(points.get(Math.max(0, 2 * last - i))));
    }
    return points.get(i);
  }
}

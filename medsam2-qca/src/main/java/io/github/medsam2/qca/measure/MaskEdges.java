// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Arrays;
import java.util.List;

/**
 * The borders of a mask along an axis, in pixels to both sides, with what is no border of the
 * vessel bridged: openings of side branches, bulges, raggedness.
 */
final class MaskEdges {
  static final double STEP = 0.25;

  private static final double LONGEST_REACH = 60;
  private static final int MEDIAN = 4;
  private static final int ROUGH_MEDIAN = 9;
  private static final int WIDE_MEDIAN = 40;
  private static final double BULGE = 1.5;

  private final Curve2 axis;

  /** Distances from the axis, 0 or more. */
  final double[] left;

  final double[] right;

  /** Samples at which a side branch opens. */
  final boolean[] open;

  /** Median distance of the border to its smooth course, pixels. */
  final double roughness;

  MaskEdges(Mask mask, Curve2 axis, List<VesselLine.Junction> junctions) {
    this.axis = axis;
    this.open = new boolean[axis.size()];
    double[] l = march(mask, -1, LONGEST_REACH);
    double[] r = march(mask, 1, LONGEST_REACH);
    boolean[] leftOpen = bulges(l);
    boolean[] rightOpen = bulges(r);
    junctions.forEach(j -> open(j, l, r, leftOpen, rightOpen));
    bridge(l, leftOpen);
    bridge(r, rightOpen);
    for (int i = 0; i < open.length; i++) {
      open[i] = leftOpen[i] || rightOpen[i];
    }
    this.roughness = (roughness(l) + roughness(r)) / 2;
    int radius = roughness > 0.6 ? ROUGH_MEDIAN : MEDIAN;
    this.left = Smooth.gauss(Smooth.median(l, radius), roughness > 0.6 ? 4 : 0);
    this.right = Smooth.gauss(Smooth.median(r, radius), roughness > 0.6 ? 4 : 0);
  }

  private double[] march(Mask mask, int side, double reach) {
    double[] edge = new double[axis.size()];
    for (int i = 0; i < edge.length; i++) {
      Point2 p = axis.point(i);
      Point2 n = axis.tangent(i).normal();
      double t = 0;
      while (t < reach && inside(mask, p.plus(side * (t + STEP), n))) {
        t += STEP;
      }
      edge[i] = t;
    }
    return edge;
  }

  private static boolean inside(Mask mask, Point2 p) {
    return mask.contains((int) Math.round(p.x()), (int) Math.round(p.y()));
  }

  private static boolean[] bulges(double[] edge) {
    double[] usual = Smooth.median(edge, WIDE_MEDIAN);
    boolean[] bulge = new boolean[edge.length];
    for (int i = 0; i < bulge.length; i++) {
      bulge[i] = edge[i] > BULGE * usual[i] + 4;
    }
    return bulge;
  }

  private void open(
      VesselLine.Junction j, double[] l, double[] r, boolean[] leftOpen, boolean[] rightOpen) {
    int at = 0;
    for (int i = 1; i < axis.size(); i++) {
      at = axis.point(i).distance(j.at()) < axis.point(at).distance(j.at()) ? i : at;
    }
    Point2 away = j.towards().minus(axis.point(at));
    boolean right = away.dot(axis.tangent(at).normal()) > 0;
    boolean[] side = right ? rightOpen : leftOpen;
    double along = away.dot(axis.tangent(at));
    double wall = Math.min(j.radius() * 3, right ? r[at] : l[at]);
    double step = axis.length() / (axis.size() - 1);
    double reach = 1.5 * j.radius() + 2 + 0.3 * wall;
    double middle = axis.arc(at) + 0.7 * Math.max(-3 * j.radius(), Math.min(3 * j.radius(), along));
    int from = (int) Math.max(0, Math.floor((middle - reach) / step));
    int to = (int) Math.min(side.length - 1.0, Math.ceil((middle + reach) / step));
    for (int i = from; i <= to; i++) {
      side[i] = true;
    }
  }

  /** Straight lines across what is marked; at an end, the nearest value. */
  static void bridge(double[] values, boolean[] marked) {
    int n = values.length;
    for (int i = 0; i < n; i++) {
      if (!marked[i]) {
        continue;
      }
      int to = i;
      while (to < n && marked[to]) {
        to++;
      }
      double a = i > 0 ? values[i - 1] : to < n ? values[to] : values[i];
      double b = to < n ? values[to] : a;
      for (int k = i; k < to; k++) {
        values[k] = a + (b - a) * (k - i + 1) / (to - i + 1);
      }
      i = to;
    }
  }

  private static double roughness(double[] edge) {
    double[] smooth = Smooth.median(edge, 12);
    double[] off = new double[edge.length];
    Arrays.setAll(off, i -> Math.abs(edge[i] - smooth[i]));
    Arrays.sort(off);
    return off[off.length * 3 / 4];
  }

  double largest() {
    double top = 0;
    for (int i = 0; i < left.length; i++) {
      top = Math.max(top, Math.max(left[i], right[i]));
    }
    return top;
  }
}

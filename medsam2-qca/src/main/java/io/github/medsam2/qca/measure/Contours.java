// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The two edges of a vessel along its axis: offsets in pixels, negative left and positive right.
 */
final class Contours {
  static final double AXIS_STEP = 0.5;

  /** Smoothing before the slope is taken: along in samples, across in pixels. */
  private static final double ALONG = 3;

  static final double ACROSS = 0.5;

  /** Beyond this a mask is taken to be too wide or too narrow as a whole, pixels. */
  private static final double MASK_OFF = 0.8;

  private static final double FIRST_TOLERANCE = 5;

  /** Backgrounds of both sides that differ by less are one slope, attenuation. */
  private static final double SIDES_ALIKE = 0.15;

  /** How far beyond an edge its slope reaches, pixels. */
  private static final double BESIDE_EDGE = 1.5;

  private final Curve2 axis;
  private final MaskEdges mask;
  private final double[] left;
  private final double[] right;
  private final double[] depth;
  private final double[] outside;
  private final ScanLines lines;
  private final boolean[] found;
  private final double contrast;
  private final double maskOff;

  private Contours(
      Curve2 axis,
      MaskEdges mask,
      double[] left,
      double[] right,
      boolean[] found,
      double maskOff,
      ScanLines lines) {
    this.axis = axis;
    this.mask = mask;
    this.left = left;
    this.right = right;
    this.found = found;
    this.maskOff = maskOff;
    this.outside = outsides(lines, left, right);
    this.depth = depths(lines, left, right, outside);
    this.lines = lines;
    double[] sorted = depth.clone();
    Arrays.sort(sorted);
    this.contrast = sorted[sorted.length / 2];
  }

  /**
   * Edges in the image near those of the mask, as far as blur lets them appear there.
   *
   * @param rough edges of the mask
   */
  static Contours inImage(
      LogImage image,
      Mask mask,
      List<VesselLine.Junction> junctions,
      Contours rough,
      double tolerance,
      BlurModel blur) {
    Contours found = rough;
    double off = 0;
    for (int pass = 0; pass < 2; pass++) {
      Curve2 axis = found.middle();
      MaskEdges edges = new MaskEdges(mask, axis, junctions);
      ScanLines lines =
          new ScanLines(image, axis, edges.largest() + FIRST_TOLERANCE + 4, ALONG, ACROSS);
      double[] l = edges.left.clone();
      double[] r = edges.right.clone();
      seen(l, r, blur);
      if (pass == 0) {
        double[] first = new EdgeTracer(lines, -1, l, FIRST_TOLERANCE).trace();
        double[] second = new EdgeTracer(lines, 1, r, FIRST_TOLERANCE).trace();
        off = typical(first, l, second, r);
      }
      if (Math.abs(off) > MASK_OFF) {
        move(l, off);
        move(r, off);
      }
      double reach = tolerance + 1.5 * edges.roughness;
      EdgeTracer one = new EdgeTracer(lines, -1, l, reach);
      EdgeTracer two = new EdgeTracer(lines, 1, r, reach);
      double[] left = one.trace();
      double[] right = two.trace();
      boolean[] both = new boolean[left.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = one.found()[i] && two.found()[i] || edges.open[i];
        left[i] = -left[i];
      }
      MaskEdges.bridge(left, edges.open);
      MaskEdges.bridge(right, edges.open);
      found = new Contours(axis, edges, left, right, both, off, lines);
    }
    return found;
  }

  /** Edges of the mask alone, smoothed over its pixels. */
  static Contours inMask(
      LogImage image, Mask mask, List<VesselLine.Junction> junctions, Curve2 start) {
    Curve2 axis = start.sub(0, start.length(), AXIS_STEP);
    MaskEdges edges = new MaskEdges(mask, axis, junctions);
    ScanLines lines = new ScanLines(image, axis, edges.largest() + 4, ALONG, ACROSS);
    double[] left = Smooth.gauss(edges.left, 3);
    double[] right = Smooth.gauss(edges.right, 3);
    boolean[] found = new boolean[left.length];
    for (int i = 0; i < left.length; i++) {
      // The march stops inside the last pixel; its border is on average half a step further.
      left[i] = -left[i] - MaskEdges.STEP / 2;
      right[i] += MaskEdges.STEP / 2;
      found[i] = edges.left[i] + edges.right[i] > 0;
    }
    return new Contours(axis, edges, left, right, found, 0, lines);
  }

  /** The middle of what both edges differ from the mask, outwards positive. */
  private static double typical(double[] first, double[] l, double[] second, double[] r) {
    double[] off = new double[2 * l.length];
    for (int i = 0; i < l.length; i++) {
      off[i] = first[i] - l[i];
      off[l.length + i] = second[i] - r[i];
    }
    Arrays.sort(off);
    return off[l.length];
  }

  private static void move(double[] edge, double by) {
    for (int i = 0; i < edge.length; i++) {
      edge[i] = Math.max(0.5, edge[i] + by);
    }
  }

  /** Moves edges of a mask to where the steepest slope of such a vessel appears. */
  private static void seen(double[] l, double[] r, BlurModel blur) {
    for (int i = 0; i < l.length; i++) {
      // The march along the normal stops on average half a step before the border.
      double width = r[i] + l[i] + MaskEdges.STEP;
      double half = blur.apparent(width) / 2;
      double middle = (r[i] - l[i]) / 2;
      l[i] = half - middle;
      r[i] = half + middle;
    }
  }

  /** The brighter side: on the other one another vessel may lie. */
  private static double[] outsides(ScanLines lines, double[] left, double[] right) {
    double[] outside = new double[left.length];
    for (int i = 0; i < outside.length; i++) {
      double l = beside(lines, i, left[i], -1);
      double r = beside(lines, i, right[i], 1);
      outside[i] = Math.abs(l - r) < SIDES_ALIKE ? (l + r) / 2 : Math.min(l, r);
    }
    return outside;
  }

  /** Attenuation of the background next to an edge. */
  private static double beside(ScanLines lines, int i, double edge, int side) {
    double sum = 0;
    for (int k = 0; k < 5; k++) {
      sum += lines.level(i, edge + side * (2 + 0.5 * k));
    }
    return sum / 5;
  }

  /**
   * How much steeper the image falls to both sides than that of such a vessel would, at a line:
   * slopes leave out what changes slowly across, as the background does.
   */
  double steepness(int i, double diameter, BlurModel blur) {
    double middle = (left[i] + right[i]) / 2;
    double reach = diameter / 2 + BESIDE_EDGE;
    double product = 0;
    double square = 1e-12;
    for (double x = -reach; x <= reach; x += ScanLines.STEP) {
      double expected = -Math.signum(x) * blur.fall(diameter, Math.abs(x));
      product += expected * lines.slopeAt(i, middle + x);
      square += expected * expected;
    }
    return product / square;
  }

  /** How much darker the middle is than both surroundings, per line. */
  private static double[] depths(ScanLines lines, double[] left, double[] right, double[] outside) {
    double[] depth = new double[left.length];
    for (int i = 0; i < depth.length; i++) {
      depth[i] = lines.level(i, (left[i] + right[i]) / 2) - outside[i];
    }
    return depth;
  }

  /** A smooth curve half-way between the edges. */
  private Curve2 middle() {
    List<Point2> points = new ArrayList<>();
    for (int i = 0; i < axis.size(); i++) {
      points.add(axis.point(i).plus((left[i] + right[i]) / 2, axis.tangent(i).normal()));
    }
    Curve2 smooth = Curve2.of(points).smooth(8);
    return smooth.sub(0, smooth.length(), AXIS_STEP);
  }

  Curve2 axis() {
    return axis;
  }

  /** The borders of the mask along the same axis. */
  MaskEdges mask() {
    return mask;
  }

  double[] widths() {
    double[] w = new double[left.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = width(i);
    }
    return w;
  }

  double width(int i) {
    return Math.max(0, right[i] - left[i]);
  }

  double left(int i) {
    return left[i];
  }

  double right(int i) {
    return right[i];
  }

  /** Whether both edges were found at a line, or a branch opens there. */
  boolean found(int i) {
    return found[i];
  }

  /** By how much the mask as a whole lies inside the edges, pixels; negative if outside. */
  double maskOff() {
    return maskOff;
  }

  /** Attenuation of the middle over that of the surroundings, at a line. */
  double depth(int i) {
    return depth[i];
  }

  /** The median of that over the vessel. */
  double contrast() {
    return contrast;
  }

  /** Attenuation of the surroundings, at a line. */
  double outside(int i) {
    return outside[i];
  }
}

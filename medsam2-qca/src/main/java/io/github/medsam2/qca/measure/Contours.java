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
  private static final double LONGEST_REACH = 40;
  private static final double AXIS_STEP = 0.5;

  /** Smoothing before the slope is taken: along in samples, across in pixels. */
  private static final double ALONG = 3;

  static final double ACROSS = 0.5;

  private final Curve2 axis;
  private final double[] left;
  private final double[] right;
  private final double contrast;
  private final double[] depth;

  private Contours(Curve2 axis, double[] left, double[] right, double[] depth) {
    this.axis = axis;
    this.left = left;
    this.right = right;
    this.depth = depth;
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
      LogImage image, Mask mask, Contours rough, double tolerance, BlurModel blur) {
    Contours found = rough;
    for (int pass = 0; pass < 2; pass++) {
      Curve2 axis = found.middle();
      double[] l = ScanLines.maskEdges(mask, axis, -1, LONGEST_REACH);
      double[] r = ScanLines.maskEdges(mask, axis, 1, LONGEST_REACH);
      double reach = largest(l, r) + tolerance + 4;
      seen(l, r, blur);
      ScanLines lines = new ScanLines(image, axis, reach, ALONG, ACROSS);
      double[] left = new EdgeTracer(lines, -1, l, tolerance).trace();
      double[] right = new EdgeTracer(lines, 1, r, tolerance).trace();
      found = new Contours(axis, left, right, depths(lines, left, right));
    }
    return found;
  }

  /** Edges of the mask alone, smoothed over its pixels. */
  static Contours inMask(LogImage image, Mask mask, Curve2 start) {
    Curve2 axis = start.sub(0, start.length(), AXIS_STEP);
    double[] l = ScanLines.maskEdges(mask, axis, -1, LONGEST_REACH);
    double[] r = ScanLines.maskEdges(mask, axis, 1, LONGEST_REACH);
    ScanLines lines = new ScanLines(image, axis, largest(l, r) + 4, ALONG, ACROSS);
    double[] left = Smooth.gauss(l, 3);
    double[] right = Smooth.gauss(r, 3);
    for (int i = 0; i < left.length; i++) {
      // The march stops inside the last pixel; its border is on average half a step further.
      left[i] -= ScanLines.STEP / 2;
      right[i] += ScanLines.STEP / 2;
    }
    return new Contours(axis, left, right, depths(lines, left, right));
  }

  /** Moves edges of a mask to where the steepest slope of such a vessel appears. */
  private static void seen(double[] l, double[] r, BlurModel blur) {
    for (int i = 0; i < l.length; i++) {
      // The march along the normal stops on average half a step before the border.
      double width = r[i] - l[i] + ScanLines.STEP;
      double half = blur.apparent(width) / 2;
      double middle = (l[i] + r[i]) / 2;
      l[i] = middle - half;
      r[i] = middle + half;
    }
  }

  private static double largest(double[] l, double[] r) {
    double top = 0;
    for (int i = 0; i < l.length; i++) {
      top = Math.max(top, Math.max(-l[i], r[i]));
    }
    return top;
  }

  /** How much darker the middle is than both surroundings, per line. */
  private static double[] depths(ScanLines lines, double[] left, double[] right) {
    double[] depth = new double[left.length];
    for (int i = 0; i < depth.length; i++) {
      double outside = (lines.level(i, left[i] - 2.5) + lines.level(i, right[i] + 2.5)) / 2;
      depth[i] = lines.level(i, (left[i] + right[i]) / 2) - outside;
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

  double[] widths() {
    double[] w = new double[left.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = Math.max(0, right[i] - left[i]);
    }
    return w;
  }

  double left(int i) {
    return left[i];
  }

  double right(int i) {
    return right[i];
  }

  /** Attenuation of the middle over that of the surroundings, at a line. */
  double depth(int i) {
    return depth[i];
  }

  /** The median of that over the vessel. */
  double contrast() {
    return contrast;
  }
}

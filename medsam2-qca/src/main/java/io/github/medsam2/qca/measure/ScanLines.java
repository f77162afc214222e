// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;

/**
 * The image along the normals of a centre line: one scan line for every sample of the line, laid
 * out as a straight vessel, with the slope across it smoothed along and across.
 */
final class ScanLines {
  static final double STEP = 0.25;

  private final Curve2 axis;
  private final int half;
  private final double[][] level;
  private final double[][] slope;

  /**
   * @param reach pixels to each side of the axis
   * @param along smoothing along the axis, samples
   * @param across smoothing across, pixels
   */
  ScanLines(LogImage image, Curve2 axis, double reach, double along, double across) {
    this.axis = axis;
    this.half = (int) Math.ceil(reach / STEP);
    double[][] raw = new double[axis.size()][2 * half + 1];
    for (int i = 0; i < axis.size(); i++) {
      Point2 p = axis.point(i);
      Point2 n = axis.tangent(i).normal();
      for (int k = -half; k <= half; k++) {
        Point2 q = p.plus(k * STEP, n);
        raw[i][k + half] = image.at(q.x(), q.y());
      }
    }
    this.level = Smooth.across(Smooth.along(raw, along), across / STEP);
    this.slope = new double[axis.size()][2 * half + 1];
    for (int i = 0; i < slope.length; i++) {
      for (int k = 1; k < 2 * half; k++) {
        slope[i][k] = (level[i][k + 1] - level[i][k - 1]) / (2 * STEP);
      }
    }
  }

  Curve2 axis() {
    return axis;
  }

  int size() {
    return slope.length;
  }

  int half() {
    return half;
  }

  /** Rise of attenuation per pixel at an offset in steps, towards the positive side. */
  double slope(int line, int offset) {
    return slope[line][offset + half];
  }

  /** Rise of attenuation per pixel at an offset in pixels, between samples; 0 beyond the line. */
  double slopeAt(int line, double offset) {
    double p = offset / STEP + half;
    int k = (int) Math.floor(p);
    if (k < 0 || k >= 2 * half) {
      return 0;
    }
    return slope[line][k] + (p - k) * (slope[line][k + 1] - slope[line][k]);
  }

  /** Attenuation of a line at an offset in pixels. */
  double level(int line, double offset) {
    int k = (int) Math.round(offset / STEP) + half;
    return level[line][Math.min(2 * half, Math.max(0, k))];
  }
}

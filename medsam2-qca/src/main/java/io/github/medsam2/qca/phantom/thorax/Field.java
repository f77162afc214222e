// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.thorax;

import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.xray.Grid;

/**
 * Optical depth on the pixels of a picture. Places are millimetres in the plane of the isocentre,
 * right and down from the middle.
 */
final class Field {
  private static final int COARSE = 8;

  final int width;
  final int height;
  final double mm;
  final float[] od;

  Field(int width, int height, double mm) {
    this.width = width;
    this.height = height;
    this.mm = mm;
    this.od = new float[width * height];
  }

  /** Optical depth as a function of place. */
  interface Depth {
    double at(double right, double down);
  }

  double right(double x) {
    return (x + 0.5 - width / 2.0) * mm;
  }

  double down(double y) {
    return (y + 0.5 - height / 2.0) * mm;
  }

  double column(double right) {
    return right / mm + width / 2.0 - 0.5;
  }

  double row(double down) {
    return down / mm + height / 2.0 - 0.5;
  }

  void add(Depth depth) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        od[y * width + x] += (float) depth.at(right(x), down(y));
      }
    }
  }

  /** Adds what changes over centimetres: worked out on every eighth pixel. */
  void addSmooth(Depth depth) {
    int w = width / COARSE + 3;
    int h = height / COARSE + 3;
    float[] knots = new float[w * h];
    for (int i = 0; i < knots.length; i++) {
      double x = (i % w - 1) * (double) COARSE;
      double y = (i / w - 1) * (double) COARSE;
      knots[i] = (float) depth.at(right(x), down(y));
    }
    addKnots(knots, w, h, COARSE);
  }

  /** Adds smooth noise with structures of one size. */
  void addTexture(Chance chance, double sizeMm, double amplitude) {
    double step = Math.max(1, sizeMm / mm);
    int w = (int) (width / step) + 4;
    int h = (int) (height / step) + 4;
    float[] knots = new float[w * h];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = (float) (1.6 * amplitude * chance.normal());
    }
    addKnots(Grid.gauss(knots, w, h, 0.6), w, h, step);
  }

  private void addKnots(float[] knots, int w, int h, double step) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float px = (float) (1 + x / step);
        float py = (float) (1 + y / step);
        od[y * width + x] += Grid.sample(knots, w, h, px, py);
      }
    }
  }

  /** Adds a soft line between two places. */
  void addLine(double x0, double y0, double x1, double y1, double radius, double depth) {
    double reach = radius + 2 * mm;
    int left = (int) Math.max(0, column(Math.min(x0, x1) - reach));
    int right = (int) Math.min(width - 1.0, column(Math.max(x0, x1) + reach));
    int bottom = (int) Math.min(height - 1.0, row(Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double n = Math.max(1e-9, dx * dx + dy * dy);
    for (int y = (int) Math.max(0, row(Math.min(y0, y1) - reach)); y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = right(x) - x0;
        double py = down(y) - y0;
        double t = (px * dx + py * dy) / n;
        if (t >= 0 && t < 1) {
          double ex = px - t * dx;
          double ey = py - t * dy;
          double q = (ex * ex + ey * ey) / (radius * radius);
          od[y * width + x] += (float) (q >= 1 ? 0 : depth * Math.sqrt(1 - q));
        }
      }
    }
  }

  /** 0 well below zero, 1 well above, with a transition of about four times the width. */
  static double soft(double distance, double width) {
    double t = distance / (4 * width) + 0.5;
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
  }
}

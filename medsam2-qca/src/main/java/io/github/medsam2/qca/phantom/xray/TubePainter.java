// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

/**
 * Draws projected vessels on a pixel grid: which pixels they cover, and how far each lies from the
 * middle. Every piece between two samples owns the pixels between the perpendiculars at its ends,
 * so neighbouring pieces neither overlap nor leave gaps.
 */
public final class TubePainter {
  private final int width;
  private final int height;
  private final double scale;

  /**
   * @param scale pixels of this grid per pixel of the image
   */
  public TubePainter(int width, int height, double scale) {
    this.width = width;
    this.height = height;
    this.scale = scale;
  }

  /** Receives the pixels of a vessel. */
  public interface Sink {
    /**
     * Receives one pixel.
     *
     * @param index of the pixel, row by row
     * @param offset from the middle of the vessel, -1 to 1 from edge to edge
     * @param sample of the axis before the pixel
     * @param t share of the way to the next sample
     */
    void hit(int index, double offset, int sample, double t);
  }

  private double toGrid(double imageCoordinate) {
    return (imageCoordinate + 0.5) * scale - 0.5;
  }

  /** Draws the pieces seen from the side: all, or those that are not steep. */
  public void paint(ProjectedTube v, int from, int to, boolean skipSteep, Sink sink) {
    for (int i = from; i < to; i++) {
      if (!(skipSteep && v.steep(i) && v.steep(i + 1))) {
        piece(v, i, sink);
      }
    }
  }

  private void piece(ProjectedTube v, int i, Sink sink) {
    double x0 = toGrid(v.x[i]);
    double y0 = toGrid(v.y[i]);
    double x1 = toGrid(v.x[i + 1]);
    double y1 = toGrid(v.y[i + 1]);
    double h0 = v.half[i] * scale;
    double h1 = v.half[i + 1] * scale;
    double reach = Math.max(h0, h1) + 1;
    if (reach <= 1
        || outside(Math.min(x0, x1) - reach, Math.max(x0, x1) + reach, width)
        || outside(Math.min(y0, y1) - reach, Math.max(y0, y1) + reach, height)) {
      return;
    }
    double[] a = direction(v, i);
    double[] b = direction(v, i + 1);
    int bottom = (int) Math.min(height - 1.0, Math.ceil(Math.max(y0, y1) + reach));
    int right = (int) Math.min(width - 1.0, Math.ceil(Math.max(x0, x1) + reach));
    for (int y = (int) Math.max(0, Math.floor(Math.min(y0, y1) - reach)); y <= bottom; y++) {
      for (int x = (int) Math.max(0, Math.floor(Math.min(x0, x1) - reach)); x <= right; x++) {
        double f0 = (x - x0) * a[0] + (y - y0) * a[1];
        double f1 = (x - x1) * b[0] + (y - y1) * b[1];
        if (f0 >= 0 && f1 < 0) {
          double t = f0 / (f0 - f1);
          double dx = x - x0 - t * (x1 - x0);
          double dy = y - y0 - t * (y1 - y0);
          double h = h0 + t * (h1 - h0);
          double side = -(a[1] + b[1]) * dx + (a[0] + b[0]) * dy;
          double offset = Math.sqrt(dx * dx + dy * dy) / h;
          if (offset < 1) {
            sink.hit(y * width + x, side < 0 ? -offset : offset, i, t);
          }
        }
      }
    }
  }

  private static boolean outside(double low, double high, int size) {
    return high < 0 || low > size - 1;
  }

  /** Unit direction of the projected axis at a sample. */
  private static double[] direction(ProjectedTube v, int i) {
    int p = Math.max(0, i - 1);
    int q = Math.min(v.size - 1, i + 1);
    double dx = v.x[q] - v.x[p];
    double dy = v.y[q] - v.y[p];
    double n = Math.sqrt(dx * dx + dy * dy);
    return n == 0 ? new double[] {1, 0} : new double[] {dx / n, dy / n};
  }

  /** Draws the cross-sections of the steep pieces, each an ellipse seen nearly from its face. */
  public void paintSteep(ProjectedTube v, int from, int to, Sink sink) {
    for (int i = from; i < to; i++) {
      if (v.steep(i) && v.steep(i + 1)) {
        disc(v, i, sink);
      }
    }
  }

  /** Draws a round end at a sample. */
  public void paintCap(ProjectedTube v, int i, Sink sink) {
    double h = v.half[i] * scale;
    ellipse(
        v,
        i,
        h,
        h,
        (index, along, across) -> {
          sink.hit(index, Math.sqrt(along * along + across * across), i, 0);
        });
  }

  private void disc(ProjectedTube v, int i, Sink sink) {
    ellipse(
        v,
        i,
        v.foreshortenedHalf[i] * scale,
        v.half[i] * scale,
        (index, along, across) -> {
          sink.hit(index, across, i, 0);
        });
  }

  private interface EllipseSink {
    void hit(int index, double along, double across);
  }

  private void ellipse(ProjectedTube v, int i, double l, double h, EllipseSink sink) {
    double cx = toGrid(v.x[i]);
    double cy = toGrid(v.y[i]);
    double[] u = direction(v, i);
    double reach = Math.max(h, l) + 1;
    int bottom = (int) Math.min(height - 1.0, Math.ceil(cy + reach));
    int right = (int) Math.min(width - 1.0, Math.ceil(cx + reach));
    for (int y = (int) Math.max(0, Math.floor(cy - reach)); y <= bottom; y++) {
      for (int x = (int) Math.max(0, Math.floor(cx - reach)); x <= right; x++) {
        double along = ((x - cx) * u[0] + (y - cy) * u[1]) / l;
        double across = (-(x - cx) * u[1] + (y - cy) * u[0]) / h;
        if (along * along + across * across < 1) {
          sink.hit(y * width + x, along, across);
        }
      }
    }
  }
}

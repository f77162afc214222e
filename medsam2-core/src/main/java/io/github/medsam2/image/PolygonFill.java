// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.Taps;
import java.util.Arrays;

/** Fills polygons row by row: a pixel is inside when its centre is, by the even-odd rule. */
final class PolygonFill {
  private final double[] xy;

  private PolygonFill(double[] xy) {
    this.xy = xy;
  }

  static byte[] fill(int width, int height, double[] xy) {
    byte[] inside = new byte[Taps.checkTarget(width, height)];
    boolean finite = Arrays.stream(xy).allMatch(Double::isFinite);
    if (xy.length < 6 || xy.length % 2 != 0 || !finite) {
      throw new InvalidInputException(
          "polygon",
          "finite x and y of at least 3 corners",
          finite ? xy.length + " numbers" : "a number that is not finite",
          "correct the polygon, or leave it out");
    }
    PolygonFill polygon = new PolygonFill(xy);
    for (int y = 0; y < height; y++) {
      polygon.row(inside, width, y);
    }
    return inside;
  }

  private void row(byte[] inside, int width, int y) {
    double[] at = crossings(y + 0.5);
    for (int i = 0; i + 1 < at.length; i += 2) {
      int from = (int) Math.max(0, Math.ceil(at[i] - 0.5));
      int to = (int) Math.min(width, Math.ceil(at[i + 1] - 0.5));
      for (int x = from; x < to; x++) {
        inside[y * width + x] = 1;
      }
    }
  }

  /** Where the outline crosses a horizontal line, from left to right. */
  private double[] crossings(double y) {
    double[] at = new double[xy.length / 2];
    int count = 0;
    for (int i = 0; i < xy.length; i += 2) {
      int j = (i + 2) % xy.length;
      double y0 = xy[i + 1];
      double y1 = xy[j + 1];
      if (y0 <= y != y1 <= y) {
        at[count++] = xy[i] + (y - y0) / (y1 - y0) * (xy[j] - xy[i]);
      }
    }
    double[] sorted = Arrays.copyOf(at, count);
    Arrays.sort(sorted);
    return sorted;
  }
}

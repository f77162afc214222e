// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/**
 * A line through points of an image, or an outline when it ends where it began. Coordinates are
 * pixels, x to the right and y down, in 32 bits as DICOM keeps them; the image begins at 0, so the
 * centre of the first pixel is (0.5, 0.5). Immutable. Two are equal when their points are.
 */
public final class Polyline {
  private final float[] xy;

  private Polyline(float[] xy) {
    this.xy = xy;
  }

  /**
   * A line.
   *
   * @param xy x and y of each point in turn, at least two points
   */
  public static Polyline of(float... xy) {
    boolean finite = true;
    for (float v : xy) {
      finite &= Float.isFinite(v);
    }
    if (xy.length < 4 || xy.length % 2 != 0 || !finite) {
      throw new InvalidInputException(
          "polyline",
          "x and y of at least two points, finite",
          xy.length + " numbers" + (finite ? "" : ", some not finite"),
          "correct the points");
    }
    return new Polyline(xy.clone());
  }

  /** The number of points. */
  public int size() {
    return xy.length / 2;
  }

  /** The column of a point. */
  public float x(int point) {
    return xy[2 * point];
  }

  /** The row of a point. */
  public float y(int point) {
    return xy[2 * point + 1];
  }

  /** Whether it ends where it began. */
  public boolean isClosed() {
    return xy[0] == xy[xy.length - 2] && xy[1] == xy[xy.length - 1];
  }

  /** x and y of each point in turn; a copy. */
  public double[] coordinates() {
    double[] out = new double[xy.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = xy[i];
    }
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Polyline p && Arrays.equals(xy, p.xy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xy);
  }

  /** The number of points, not where they are. */
  @Override
  public String toString() {
    return "Polyline of " + size() + " points";
  }
}

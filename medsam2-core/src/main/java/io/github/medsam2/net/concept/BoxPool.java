// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

/**
 * The mean of a map in each of 7x7 cells of a box, as the original's ROI align without alignment
 * takes it: along each axis a matrix of cells by samples of the map. In float32, as there.
 */
public final class BoxPool {
  /** Cells along an axis. */
  public static final int CELLS = 7;

  private BoxPool() {}

  /**
   * One axis of a box.
   *
   * @param from side of the box on the map's own scale, 0 to {@code side}
   * @param to the other side; a box below one sample counts as one
   * @param side samples of the map along the axis
   * @return (7, side), row by row
   */
  public static float[] axis(float from, float to, int side) {
    float size = Math.max(to - from, 1);
    float cell = size / CELLS;
    int samples = (int) Math.ceil(cell);
    float[] out = new float[CELLS * side];
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < samples; j++) {
        float at = from + i * cell + (j + 0.5f) * cell / samples;
        if (at >= -1 && at <= side) {
          sample(Math.max(at, 0), 1f / samples, out, i * side, side);
        }
      }
    }
    return out;
  }

  /** A value between two samples; beyond the last one it is the last. */
  private static void sample(float at, float share, float[] out, int row, int side) {
    int lower = (int) at;
    if (lower >= side - 1) {
      out[row + side - 1] += share;
      return;
    }
    float rest = at - lower;
    out[row + lower] += (1 - rest) * share;
    out[row + lower + 1] += rest * share;
  }
}

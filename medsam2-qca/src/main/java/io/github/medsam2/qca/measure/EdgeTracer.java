// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * One edge of a straightened vessel as a minimum-cost contour: the path along the scan lines that
 * gathers the steepest fall of attenuation without jumping, refined between samples. The mask
 * attracts it; inwards, where a mask may miss a narrowing, only up to a limit.
 */
final class EdgeTracer {
  /** Cost of moving by one step between neighbouring lines, as a share of the edge of a line. */
  private static final double STIFFNESS = 0.02;

  /** A line with less than this share of the usual edge does not count in full. */
  private static final double FAINT = 0.25;

  /** Cost of lying a whole tolerance away from the mask, as a share of the edge of a line. */
  private static final double PRIOR = 1;

  /** The most that lying inside the mask may cost. */
  private static final double MOST_INSIDE = 0.8;

  private static final int JUMP = 2;

  private final ScanLines lines;
  private final int side;
  private final int[] low;
  private final int[] high;
  private final double[] expected;
  private final double tolerance;
  private final boolean[] found;

  /**
   * @param side -1 for the edge at negative offsets, 1 for the other
   * @param mask distances of the mask from the axis, around which the edge is sought
   * @param tolerance pixels that the mask may be off
   */
  EdgeTracer(ScanLines lines, int side, double[] mask, double tolerance) {
    this.lines = lines;
    this.side = side;
    this.expected = mask;
    this.tolerance = tolerance;
    this.low = new int[lines.size()];
    this.high = new int[lines.size()];
    this.found = new boolean[lines.size()];
    int limit = lines.half() - 2;
    for (int i = 0; i < low.length; i++) {
      double out = mask[i];
      double inwards = Math.max(tolerance, 0.85 * out);
      low[i] = Math.min(limit, (int) Math.max(1, (out - inwards) / ScanLines.STEP));
      high[i] = Math.min(limit, (int) Math.max(low[i] + 1.0, (out + tolerance) / ScanLines.STEP));
    }
  }

  /** Steepness towards the outside at a distance in steps. */
  private double strength(int line, int steps) {
    return -side * lines.slope(line, side * steps);
  }

  private double cost(int i, int k) {
    double off = (k * ScanLines.STEP - expected[i]) / tolerance;
    double cost = PRIOR * off * off;
    return off < 0 ? Math.min(MOST_INSIDE, cost) : cost;
  }

  /** Distances of the edge from the axis in pixels, one for each line. */
  double[] trace() {
    int n = low.length;
    int reach = lines.half();
    double[][] best = new double[n][reach];
    int[][] from = new int[n][reach];
    double[] steepest = steepest();
    double faint = FAINT * Arrays.stream(steepest).average().orElse(1);
    for (int i = 0; i < n; i++) {
      for (int k = low[i]; k <= high[i]; k++) {
        double share = strength(i, k) / Math.max(1e-9, Math.max(faint, steepest[i]));
        best[i][k] = share - cost(i, k) + (i == 0 ? 0 : arrive(best, from, i, k));
      }
    }
    double[] edge = new double[n];
    int k = low[n - 1];
    for (int j = low[n - 1]; j <= high[n - 1]; j++) {
      k = best[n - 1][j] > best[n - 1][k] ? j : k;
    }
    for (int i = n - 1; i >= 0; i--) {
      edge[i] = ScanLines.STEP * (k + vertex(i, k));
      found[i] = strength(i, k) > faint && k > low[i] && k < high[i];
      k = from[i][k];
    }
    return edge;
  }

  /** Whether an edge stands on each line, after {@link #trace}: not at a limit, and not faint. */
  boolean[] found() {
    return found;
  }

  private double arrive(double[][] best, int[][] from, int i, int k) {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = Math.max(low[i - 1], k - JUMP); j <= Math.min(high[i - 1], k + JUMP); j++) {
      double score = best[i - 1][j] - STIFFNESS * (k - j) * (k - j);
      if (score > top) {
        top = score;
        from[i][k] = j;
      }
    }
    if (top == Double.NEGATIVE_INFINITY) {
      // The search ranges of neighbouring lines do not touch: enter at the nearer end.
      int j = k < low[i - 1] ? low[i - 1] : high[i - 1];
      from[i][k] = j;
      top = best[i - 1][j] - STIFFNESS * JUMP * JUMP * 4;
    }
    return top;
  }

  private double[] steepest() {
    double[] top = new double[low.length];
    for (int i = 0; i < top.length; i++) {
      for (int k = low[i]; k <= high[i]; k++) {
        top[i] = Math.max(top[i], strength(i, k));
      }
    }
    return top;
  }

  private double vertex(int i, int k) {
    double a = strength(i, k - 1);
    double b = strength(i, k);
    double c = strength(i, k + 1);
    double bend = a - 2 * b + c;
    return bend >= 0 || b < a || b < c ? 0 : 0.5 * (a - c) / bend;
  }
}

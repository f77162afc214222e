// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * Where along a vessel contrast is seen, judged from stretches and not from single samples: a lumen
 * of a width has an attenuation that goes with it, and where a stretch of the mask has next to none
 * no contrast passes. Under a shutter the surroundings are black too, and nothing can be said.
 */
final class Filling {
  private static final double EMPTY = 0.22;
  private static final double SMOOTHING = 5;
  private static final double SHUT = 0.9;
  private static final double FILLED_SHARE = 0.6;

  /** Where more lines than this share have both edges there is a lumen, whatever lies beside it. */
  private static final double MOST_EDGES = 0.52;

  /** A stretch between filled ones is no occlusion up to this many of the shortest at an end. */
  private static final double CERTAIN = 5;

  /** Samples to both sides that show whether a lumen goes on, and the share that has to. */
  private static final int BESIDE = 60;

  private static final double WELL_FILLED = 0.7;
  private static final double HALF = 0.5;

  private final boolean[] shut;
  private final boolean[] empty;
  private final int from;
  private final int to;
  private final boolean gap;

  /**
   * @param widths of the mask, pixels
   * @param shortest an empty stretch that counts, samples
   */
  Filling(Contours contours, double[] widths, int shortest) {
    int n = widths.length;
    this.shut = new boolean[n];
    double[] outside = new double[n];
    Arrays.setAll(outside, contours::outside);
    double[] sorted = outside.clone();
    Arrays.sort(sorted);
    double usual = sorted[n / 3];
    double[] ratio = new double[n];
    double[] wide = Smooth.median(widths, 30);
    for (int i = 0; i < n; i++) {
      shut[i] = outside[i] > usual + SHUT;
      ratio[i] = contours.depth(i) / Math.max(2, wide[i]);
    }
    double[] smooth = Smooth.gauss(ratio, SMOOTHING);
    double full = full(smooth);

    this.empty = new boolean[n];
    int[] longest = {0, 0};
    boolean gap = false;
    for (int i = 0; i < n; i++) {
      int end = i;
      while (end < n && smooth[end] < EMPTY * full && !shut[end] && !contours.mask().open[end]) {
        end++;
      }
      int least = end == n || i == 0 ? shortest : 2 * shortest;
      boolean between = end - i < CERTAIN * shortest && filled(contours, smooth, full, i, end);
      if (end - i >= least && !between && edgesIn(contours, i, end) <= MOST_EDGES * (end - i)) {
        Arrays.fill(empty, i, end, true);
        if (end - i > longest[1] - longest[0]) {
          longest = new int[] {i, end};
        }
      } else if (i > 0 && end < n && end - i >= shortest / 2) {
        gap |= edgesIn(contours, i, end) <= MOST_EDGES * (end - i);
      }
      i = Math.max(i, end);
    }
    this.from = longest[0];
    this.to = longest[1];
    this.gap = gap;
  }

  /** Whether a lumen with both edges and its usual contrast goes on to both sides of a stretch. */
  private static boolean filled(Contours contours, double[] smooth, double full, int from, int to) {
    int before = 0;
    int after = 0;
    for (int k = 1; k <= BESIDE; k++) {
      before += lumen(contours, smooth, full, from - k) ? 1 : 0;
      after += lumen(contours, smooth, full, to - 1 + k) ? 1 : 0;
    }
    return Math.min(before, after) >= WELL_FILLED * BESIDE;
  }

  private static boolean lumen(Contours contours, double[] smooth, double full, int i) {
    return i >= 0 && i < smooth.length && contours.found(i) && smooth[i] > HALF * full;
  }

  private static int edgesIn(Contours contours, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += contours.found(i) ? 1 : 0;
    }
    return n;
  }

  /** What filled parts have: a high share of all, since less than half may be filled. */
  private static double full(double[] ratio) {
    double[] sorted = ratio.clone();
    Arrays.sort(sorted);
    return sorted[(int) (FILLED_SHARE * (sorted.length - 1))];
  }

  /** Whether contrast is missing somewhere for less than an occlusion would take. */
  boolean gap() {
    return gap;
  }

  boolean shut(int i) {
    return shut[i];
  }

  /** Whether a sample lies in a stretch without contrast. */
  boolean empty(int i) {
    return empty[i];
  }

  /** The longest stretch without contrast; the ends are the same where there is none. */
  int from() {
    return from;
  }

  int to() {
    return to;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/** Shortest or most central ways through the pixels of a mask (Dijkstra). */
final class Geodesic {
  private final MaskPixels pixels;
  private final boolean central;
  final double[] distance;
  final int[] before;
  private int[] heap = new int[64];
  private double[] rank = new double[64];
  private int open;

  /**
   * @param central whether a step costs the less the deeper inside it runs
   */
  Geodesic(MaskPixels pixels, boolean central) {
    this.pixels = pixels;
    this.central = central;
    this.distance = new double[pixels.size];
    this.before = new int[pixels.size];
    Arrays.fill(distance, Double.MAX_VALUE);
    Arrays.fill(before, -1);
  }

  /** Lets ways start at a pixel too; distances that become shorter are updated. */
  Geodesic from(int... starts) {
    for (int s : starts) {
      distance[s] = 0;
      before[s] = -1;
      push(0, s);
    }
    int[] next = new int[8];
    while (open > 0) {
      double d = rank[0];
      int i = pop();
      if (d <= distance[i]) {
        pixels.neighbours(i, next);
        for (int k = 0; k < 8; k++) {
          reach(i, next[k], MaskPixels.diagonal(k) ? Math.sqrt(2) : 1);
        }
      }
    }
    return this;
  }

  private void reach(int i, int j, double step) {
    if (j < 0) {
      return;
    }
    double d = distance[i] + step * (central ? 1 / cube(pixels.depth[j]) : 1);
    if (d < distance[j]) {
      distance[j] = d;
      before[j] = i;
      push(d, j);
    }
  }

  private static double cube(double d) {
    double inside = Math.max(MaskPixels.GAP_DEPTH, d);
    return inside * inside * inside;
  }

  /** The reached pixel farthest away. */
  int farthest() {
    int best = 0;
    for (int i = 0; i < distance.length; i++) {
      boolean reached = distance[i] < Double.MAX_VALUE;
      boolean farther = distance[best] == Double.MAX_VALUE || distance[i] > distance[best];
      best = reached && farther ? i : best;
    }
    return best;
  }

  /** The pixels from a start to one that was reached. */
  int[] path(int to) {
    int n = 0;
    for (int i = to; i >= 0; i = before[i]) {
      n++;
    }
    int[] path = new int[n];
    for (int i = to; i >= 0; i = before[i]) {
      path[--n] = i;
    }
    return path;
  }

  private void push(double d, int pixel) {
    if (open == heap.length) {
      heap = Arrays.copyOf(heap, 2 * open);
      rank = Arrays.copyOf(rank, 2 * open);
    }
    int i = open++;
    while (i > 0 && rank[(i - 1) / 2] > d) {
      rank[i] = rank[(i - 1) / 2];
      heap[i] = heap[(i - 1) / 2];
      i = (i - 1) / 2;
    }
    rank[i] = d;
    heap[i] = pixel;
  }

  private int pop() {
    int top = heap[0];
    double d = rank[--open];
    int pixel = heap[open];
    int i = 0;
    while (2 * i + 1 < open) {
      int child = 2 * i + 1;
      child += child + 1 < open && rank[child + 1] < rank[child] ? 1 : 0;
      if (rank[child] >= d) {
        break;
      }
      rank[i] = rank[child];
      heap[i] = heap[child];
      i = child;
    }
    rank[i] = d;
    heap[i] = pixel;
    return top;
  }
}

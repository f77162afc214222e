// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The centre line of the vessel in a mask: the cheapest path between the two ends that lie farthest
 * apart, where a step costs the less the deeper inside it runs; smoothed. A mask that is broken, as
 * at a tight stenosis, is bridged where the gap is shortest.
 */
final class CentreLine {
  private static final int MIN_AREA = 12;
  private static final double SMOOTHING_PIXELS = 4;

  /** What a step outside the mask costs, in steps along it, when the ends are sought. */
  private static final double GAP = 4;

  /** What a pixel outside the mask counts as when the path is drawn. */
  private static final double GAP_DEPTH = 0.4;

  private final Mask mask;
  private final int width;
  private final float[] depth;
  private final int[] piece;
  private final boolean[] near;
  private final int[] area;
  private final int pieces;
  private final Curve2 curve;

  CentreLine(Mask mask) {
    this.mask = mask;
    this.width = mask.width();
    this.depth = MaskDistance.of(mask);
    this.piece = new int[depth.length];
    int largest = largestPiece();
    this.near = box();
    this.area = areas();
    this.pieces = (int) Arrays.stream(area).filter(n -> n >= MIN_AREA).count();
    int a = farthest(indexOf(largest));
    int b = farthest(a);
    this.curve = smooth(path(a, b));
  }

  Curve2 curve() {
    return curve;
  }

  /** Pieces of at least a few pixels. */
  int pieces() {
    return pieces;
  }

  private int largestPiece() {
    int best = 0;
    int bestArea = 0;
    int label = 0;
    for (int i = 0; i < depth.length; i++) {
      if (depth[i] > 0 && piece[i] == 0) {
        int n = flood(i, ++label);
        if (n > bestArea) {
          best = label;
          bestArea = n;
        }
      }
    }
    if (bestArea < MIN_AREA) {
      throw new NoVesselException(
          "a piece of at least " + MIN_AREA + " pixels",
          bestArea + " pixels",
          "give the mask of the vessel segment");
    }
    return best;
  }

  private int flood(int start, int label) {
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    piece[start] = label;
    int n = 0;
    while (!open.isEmpty()) {
      int i = open.pop();
      n++;
      for (int j : neighbours(i)) {
        if (depth[j] > 0 && piece[j] == 0) {
          piece[j] = label;
          open.push(j);
        }
      }
    }
    return n;
  }

  /** Pixels of every piece; those outside the mask are piece 0 and count as none. */
  private int[] areas() {
    int[] areas = new int[Arrays.stream(piece).max().orElse(0) + 1];
    for (int p : piece) {
      areas[p] += p == 0 ? 0 : 1;
    }
    return areas;
  }

  /** The rectangle around the mask: paths stay inside it. */
  private boolean[] box() {
    int left = width;
    int right = -1;
    int top = mask.height();
    int bottom = -1;
    for (int i = 0; i < depth.length; i++) {
      if (depth[i] > 0) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
      }
    }
    boolean[] inside = new boolean[depth.length];
    for (int i = 0; i < inside.length; i++) {
      int x = i % width;
      int y = i / width;
      inside[i] = x >= left && x <= right && y >= top && y <= bottom;
    }
    return inside;
  }

  private int indexOf(int label) {
    int i = 0;
    while (piece[i] != label) {
      i++;
    }
    return i;
  }

  private int[] neighbours(int i) {
    int x = i % width;
    int y = i / width;
    int[] found = new int[8];
    int n = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        boolean inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < mask.height();
        if (inside && (dx != 0 || dy != 0)) {
          found[n++] = i + dy * width + dx;
        }
      }
    }
    return Arrays.copyOf(found, n);
  }

  private int farthest(int start) {
    double[] d = distances(start, false, new int[depth.length]);
    int best = start;
    for (int i = 0; i < d.length; i++) {
      if (area[piece[i]] >= MIN_AREA && d[i] > d[best]) {
        best = i;
      }
    }
    return best;
  }

  private double[] distances(int start, boolean central, int[] before) {
    double[] d = new double[depth.length];
    Arrays.fill(d, Double.MAX_VALUE);
    PriorityQueue<double[]> open = new PriorityQueue<>((p, q) -> Double.compare(p[0], q[0]));
    d[start] = 0;
    before[start] = start;
    open.add(new double[] {0, start});
    while (!open.isEmpty()) {
      double[] next = open.remove();
      int i = (int) next[1];
      if (next[0] > d[i]) {
        continue;
      }
      for (int j : neighbours(i)) {
        boolean diagonal = i % width != j % width && i / width != j / width;
        double cost = d[i] + (diagonal ? Math.sqrt(2) : 1) * (central ? shallow(j) : inside(j));
        if (near[j] && cost < d[j]) {
          d[j] = cost;
          before[j] = i;
          open.add(new double[] {cost, j});
        }
      }
    }
    return d;
  }

  private double inside(int i) {
    return depth[i] > 0 ? 1 : GAP;
  }

  private double shallow(int i) {
    double d = Math.max(GAP_DEPTH, depth[i]);
    return 1 / (d * d * d);
  }

  private List<Integer> path(int a, int b) {
    int[] before = new int[depth.length];
    distances(a, true, before);
    List<Integer> path = new ArrayList<>();
    for (int i = b; i != a; i = before[i]) {
      path.add(i);
    }
    path.add(a);
    return path;
  }

  /** Cuts the hooks into the corners at both ends, then smooths. */
  private Curve2 smooth(List<Integer> path) {
    List<Point2> points = path.stream().map(i -> new Point2(i % width, i / width)).toList();
    if (points.size() < 3) {
      throw new NoVesselException(
          "a vessel longer than wide", "a spot", "give the mask of the segment");
    }
    Curve2 raw = Curve2.of(points);
    double cut = Math.min(raw.length() / 6, typicalRadius(path));
    return raw.sub(cut, raw.length() - cut, 1).smooth(SMOOTHING_PIXELS);
  }

  private double typicalRadius(List<Integer> path) {
    double[] r = path.stream().mapToDouble(i -> depth[i]).sorted().toArray();
    return r[r.length / 2];
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Masks as they come: what a person or a network may hand in for a vessel. */
enum MaskMaker {
  /** The segments of the vessel around the lesion. */
  TRUE,
  /** The segment of the lesion alone. */
  SEGMENT,
  /** The feeding segment and all that leaves it and the segment of the lesion. */
  FORK,
  /** Everything injected. */
  TREE,
  /** Three pixels too wide on every side. */
  DILATED,
  /** Two pixels too narrow on every side: three would leave nothing of many. */
  ERODED,
  /** A border that wanders by up to three pixels to both sides. */
  RAGGED;

  Mask make(FrameTruth truth, CassSegment segment, Set<CassSegment> vessel, long seed) {
    return switch (this) {
      case TRUE -> union(truth, vessel);
      case SEGMENT -> union(truth, EnumSet.of(segment));
      case FORK -> union(truth, fork(segment));
      case TREE -> union(truth, EnumSet.allOf(CassSegment.class));
      case DILATED -> level(union(truth, vessel), 3, 0, seed);
      case ERODED -> level(union(truth, vessel), -2, 0, seed);
      case RAGGED -> level(union(truth, vessel), 0, 3, seed);
    };
  }

  private static Set<CassSegment> fork(CassSegment segment) {
    Set<CassSegment> all = EnumSet.of(segment);
    segment.parent().ifPresent(p -> all.add(p));
    for (CassSegment k : SegmentTree.order()) {
      if (k.parent().filter(all::contains).isPresent() && all.size() < 4) {
        all.add(k);
      }
    }
    return all;
  }

  private static Mask union(FrameTruth truth, Set<CassSegment> segments) {
    Mask sum = null;
    for (SegmentTruth s : truth.segments()) {
      if (segments.contains(s.segment())) {
        sum = sum == null ? s.mask() : sum.union(s.mask());
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException("no such segments");
    }
    return sum;
  }

  /** Where the signed distance to the border, moved and roughened, is inside. */
  private static Mask level(Mask mask, double grow, double rough, long seed) {
    int w = mask.width();
    int h = mask.height();
    int cell = 5;
    int columns = w / cell + 3;
    double[] noise = new double[columns * (h / cell + 3)];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = rough * (2 * random.nextDouble() - 1);
    }
    byte[] out = new byte[w * h];
    int reach = (int) Math.ceil(Math.abs(grow) + rough) + 1;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double d = distance(mask, x, y, reach);
        double fx = x / (double) cell;
        double fy = y / (double) cell;
        int c = (int) fy * columns + (int) fx;
        double u = fx - (int) fx;
        double v = fy - (int) fy;
        double n =
            (1 - v) * ((1 - u) * noise[c] + u * noise[c + 1])
                + v * ((1 - u) * noise[c + columns] + u * noise[c + columns + 1]);
        out[y * w + x] = (byte) (d + grow + n > 0 ? 1 : 0);
      }
    }
    return Mask.of(w, h, out);
  }

  /** Positive inside; no more than the reach. */
  private static double distance(Mask mask, int x, int y, int reach) {
    boolean in = mask.contains(x, y);
    double best = reach + 0.5;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        double d = Math.sqrt(dx * dx + dy * dy);
        if (d < best && mask.contains(x + dx, y + dy) != in) {
          best = d;
        }
      }
    }
    return in ? best - 0.5 : 0.5 - best;
  }
}

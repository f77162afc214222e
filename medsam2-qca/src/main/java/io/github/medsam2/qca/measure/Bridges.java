// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Joins the pieces of a broken mask where the gap between them is short. */
final class Bridges {
  private static final int MIN_AREA = 12;

  /** Pieces below this share of the largest are specks. */
  private static final double SPECK = 0.02;

  private static final int MOST_PIECES = 24;
  private static final int MOST_BORDER = 1500;

  /** The longest gap, in typical diameters of the mask, and in pixels for thin ones. */
  private static final double LONGEST = 4;

  private static final double LONGEST_PIXELS = 24;

  private final MaskPixels pixels;
  private final List<Integer> bridge = new ArrayList<>();
  private int joined = 1;
  private int left;

  Bridges(MaskPixels pixels) {
    this.pixels = pixels;
  }

  /** The mask as one piece, or its largest with all that is near enough. */
  MaskPixels joined() {
    int[] order =
        IntStream.range(1, pixels.area.length)
            .boxed()
            .sorted((a, b) -> pixels.area[b] - pixels.area[a])
            .mapToInt(i -> i)
            .toArray();
    int most = order.length == 0 ? 0 : pixels.area[order[0]];
    if (most < MIN_AREA) {
      throw new NoVesselException(
          "a piece of at least " + MIN_AREA + " pixels",
          most + " pixels",
          "give the mask of the vessel segment");
    }
    int least = (int) Math.max(MIN_AREA, SPECK * most);
    int[] pieces = Arrays.stream(order).filter(p -> pixels.area[p] >= least).toArray();
    if (pieces.length < 2) {
      return pixels;
    }
    join(Arrays.copyOf(pieces, Math.min(MOST_PIECES, pieces.length)));
    return pixels.with(bridge.stream().mapToInt(i -> i).toArray());
  }

  /** Pieces of more than a speck that were joined, the largest included. */
  int pieces() {
    return joined;
  }

  /** Pieces too far away to belong to the vessel. */
  int leftOut() {
    return left;
  }

  private void join(int[] pieces) {
    int[][] border = Arrays.stream(pieces).mapToObj(this::border).toArray(int[][]::new);
    boolean[] in = new boolean[pieces.length];
    in[0] = true;
    double limit = Math.max(LONGEST_PIXELS, LONGEST * 2 * typicalDepth());
    while (true) {
      double best = limit * limit;
      int[] link = {-1, -1, -1};
      for (int a = 0; a < pieces.length; a++) {
        for (int b = 0; b < pieces.length; b++) {
          if (in[a] && !in[b]) {
            double d = nearest(border[a], border[b], best, link);
            if (d < best) {
              best = d;
              link[2] = b;
            }
          }
        }
      }
      if (link[2] < 0) {
        left = pieces.length - joined;
        return;
      }
      in[link[2]] = true;
      joined++;
      draw(link[0], link[1]);
    }
  }

  private double nearest(int[] a, int[] b, double limit, int[] link) {
    double best = limit;
    for (int i : a) {
      for (int j : b) {
        double dx = pixels.x(i) - pixels.x(j);
        double dy = pixels.y(i) - pixels.y(j);
        double d = dx * dx + dy * dy;
        if (d < best) {
          best = d;
          link[0] = i;
          link[1] = j;
        }
      }
    }
    return best;
  }

  private int[] border(int piece) {
    int[] all =
        IntStream.range(0, pixels.size)
            .filter(i -> pixels.piece[i] == piece && pixels.depth[i] < 1.5)
            .toArray();
    int step = all.length / MOST_BORDER + 1;
    return IntStream.range(0, (all.length + step - 1) / step).map(i -> all[i * step]).toArray();
  }

  private double typicalDepth() {
    float[] d = pixels.depth.clone();
    Arrays.sort(d);
    return 2 * d[d.length / 2];
  }

  /** A line two pixels thick, so that every step of it has a neighbour. */
  private void draw(int a, int b) {
    int n =
        2 * Math.max(Math.abs(pixels.x(a) - pixels.x(b)), Math.abs(pixels.y(a) - pixels.y(b))) + 1;
    for (int k = 0; k <= n; k++) {
      double t = k / (double) n;
      int x = (int) Math.round(pixels.x(a) + t * (pixels.x(b) - pixels.x(a)));
      int y = (int) Math.round(pixels.y(a) + t * (pixels.y(b) - pixels.y(a)));
      if (pixels.at(x, y) < 0) {
        bridge.add(y * pixels.columns() + x);
      }
    }
  }
}

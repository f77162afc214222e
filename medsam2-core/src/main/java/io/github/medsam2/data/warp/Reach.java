// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.InnerDistance;
import java.util.Arrays;

/** How late contrast reaches every pixel: by the way within the vessels from their widest place. */
final class Reach {
  private final int width;
  private final int height;
  private final boolean[] inside;
  private final float[] way;
  private final int[] queue;

  private Reach(Mask vessels) {
    width = vessels.width();
    height = vessels.height();
    inside = new boolean[width * height];
    vessels.forEachRun(
        (y, from, to) -> Arrays.fill(inside, y * width + from, y * width + to, true));
    way = new float[inside.length];
    Arrays.fill(way, -1);
    queue = new int[inside.length];
  }

  /**
   * @param vessels with a pixel inside
   * @param longest the delay of the farthest pixel
   */
  static float[] of(Mask vessels, float longest) {
    Reach reach = new Reach(vessels);
    int[] distances = InnerDistance.squared(vessels);
    int widest = 0;
    for (int i = 1; i < distances.length; i++) {
      widest = distances[i] > distances[widest] ? i : widest;
    }
    for (int start = widest; start >= 0; start = reach.nearestLeft(widest)) {
      reach.fill(start, reach.apart(start, widest));
    }
    float most = 1;
    for (float w : reach.way) {
      most = Math.max(most, w);
    }
    reach.spread();
    for (int i = 0; i < reach.way.length; i++) {
      reach.way[i] *= longest / most;
    }
    return reach.way;
  }

  private float apart(int a, int b) {
    return (float) Math.hypot(a % width - b % width, a / width - b / width);
  }

  /** The pixel nearest to the beginning of the vessels not reached yet; -1 when all are. */
  private int nearestLeft(int from) {
    int best = -1;
    for (int i = 0; i < way.length; i++) {
      if (inside[i] && way[i] < 0 && (best < 0 || apart(i, from) < apart(best, from))) {
        best = i;
      }
    }
    return best;
  }

  /** The way within the vessels from a pixel on. */
  private void fill(int start, float first) {
    way[start] = first;
    queue[0] = start;
    walk(1, true);
  }

  /** What lies outside is as late as the vessel nearest to it. */
  private void spread() {
    int count = 0;
    for (int i = 0; i < way.length; i++) {
      if (way[i] >= 0) {
        queue[count++] = i;
      }
    }
    walk(count, false);
  }

  private void walk(int count, boolean within) {
    int end = count;
    for (int at = 0; at < end; at++) {
      int x = queue[at] % width;
      int y = queue[at] / width;
      for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          int next = v * width + u;
          if (way[next] < 0 && (!within || inside[next])) {
            way[next] = way[queue[at]] + (within ? 1 : 0);
            queue[end++] = next;
          }
        }
      }
    }
  }
}

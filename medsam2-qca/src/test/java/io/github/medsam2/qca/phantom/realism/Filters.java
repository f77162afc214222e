// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.realism;

import java.util.ArrayList;
import java.util.List;

/** Filters that real and synthetic pictures go through alike. */
final class Filters {
  private Filters() {}

  static float[] gauss(float[] in, int n, double sigma) {
    int r = (int) Math.ceil(3 * sigma);
    double[] k = new double[2 * r + 1];
    double sum = 0;
    for (int i = -r; i <= r; i++) {
      k[i + r] = Math.exp(-0.5 * i * i / sigma / sigma);
      sum += k[i + r];
    }
    float[] rows = new float[in.length];
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      double v = 0;
      for (int j = -r; j <= r; j++) {
        v += k[j + r] * in[i / n * n + Math.max(0, Math.min(n - 1, i % n + j))];
      }
      rows[i] = (float) (v / sum);
    }
    for (int i = 0; i < in.length; i++) {
      double v = 0;
      for (int j = -r; j <= r; j++) {
        v += k[j + r] * rows[Math.max(0, Math.min(n - 1, i / n + j)) * n + i % n];
      }
      out[i] = (float) (v / sum);
    }
    return out;
  }

  static double sdOfDifference(float[] a, float[] b, int n, int border) {
    double square = 0;
    int count = 0;
    for (int y = border; y < n - border; y++) {
      for (int x = border; x < n - border; x++) {
        double d = a[y * n + x] - b[y * n + x];
        square += d * d;
        count++;
      }
    }
    return Math.sqrt(square / count);
  }

  /**
   * Share of pixels on a dark line: the larger curvature of the smoothed picture is above a limit.
   */
  static double ridges(float[] grey, int n, double sigma, double limit, int border) {
    float[] g = gauss(grey, n, sigma);
    int count = 0;
    for (int y = border; y < n - border; y++) {
      for (int x = border; x < n - border; x++) {
        int i = y * n + x;
        double xx = g[i - 1] - 2 * g[i] + g[i + 1];
        double yy = g[i - n] - 2 * g[i] + g[i + n];
        double xy = (g[i - n - 1] + g[i + n + 1] - g[i - n + 1] - g[i + n - 1]) / 4;
        double half = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        double large = (xx + yy) / 2 + half;
        double small = (xx + yy) / 2 - half;
        count += large > limit && Math.abs(small) < 0.5 * large ? 1 : 0;
      }
    }
    return count / (double) ((n - 2 * border) * (n - 2 * border));
  }

  /**
   * The middle lines of a mask.
   *
   * @param turning mean change of direction over ten pixels, degrees
   */
  record Skeleton(int length, int ends, int junctions, double turning) {}

  /** Thinning after Zhang and Suen. */
  static Skeleton skeleton(boolean[] mask, int n) {
    boolean[] s = mask.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] &= i % n > 0 && i % n < n - 1 && i / n > 0 && i / n < n - 1;
    }
    boolean changed = true;
    for (int round = 0; changed || round % 2 == 1; round++) {
      changed = round % 2 == 1 && changed;
      List<Integer> gone = new ArrayList<>();
      for (int i = 0; i < s.length; i++) {
        if (s[i] && removable(around(s, i, n), round % 2 == 0)) {
          gone.add(i);
        }
      }
      gone.forEach(i -> s[i] = false);
      changed |= !gone.isEmpty();
    }
    return measure(s, n);
  }

  private static boolean[] around(boolean[] s, int i, int n) {
    return new boolean[] {
      s[i - n], s[i - n + 1], s[i + 1], s[i + n + 1], s[i + n], s[i + n - 1], s[i - 1], s[i - n - 1]
    };
  }

  private static boolean removable(boolean[] p, boolean first) {
    int set = 0;
    int rises = 0;
    for (int k = 0; k < 8; k++) {
      set += p[k] ? 1 : 0;
      rises += !p[k] && p[(k + 1) % 8] ? 1 : 0;
    }
    boolean side =
        first
            ? !(p[0] && p[2] && p[4]) && !(p[2] && p[4] && p[6])
            : !(p[0] && p[2] && p[6]) && !(p[0] && p[4] && p[6]);
    return set >= 2 && set <= 6 && rises == 1 && side;
  }

  private static Skeleton measure(boolean[] s, int n) {
    int length = 0;
    int ends = 0;
    int junctions = 0;
    double turning = 0;
    int turns = 0;
    for (int i = 0; i < s.length; i++) {
      if (s[i]) {
        length++;
        int degree = rises(around(s, i, n));
        ends += degree == 1 ? 1 : 0;
        junctions += degree > 2 ? 1 : 0;
        double t = degree == 2 ? turn(s, i, n) : Double.NaN;
        if (!Double.isNaN(t)) {
          turning += t;
          turns++;
        }
      }
    }
    return new Skeleton(length, ends, junctions, turns == 0 ? 0 : turning / turns);
  }

  private static int rises(boolean[] p) {
    int rises = 0;
    for (int k = 0; k < 8; k++) {
      rises += !p[k] && p[(k + 1) % 8] ? 1 : 0;
    }
    return rises;
  }

  /** Angle between the ways of ten pixels to both sides; NaN where they are shorter. */
  private static double turn(boolean[] s, int i, int n) {
    int[] step = {-n, -n + 1, 1, n + 1, n, n - 1, -1, -n - 1};
    int[] far = new int[2];
    int sides = 0;
    for (int k = 0; k < 8 && sides < 2; k++) {
      if (s[i + step[k]] && !s[i + step[(k + 7) % 8]]) {
        int before = i;
        int at = i + step[k];
        int walked = 1;
        for (; walked < 10; walked++) {
          int next = -1;
          for (int d : step) {
            int q = at + d;
            boolean near = Math.abs(q % n - before % n) <= 1 && Math.abs(q / n - before / n) <= 1;
            next = s[q] && q != before && !near ? q : next;
          }
          if (next < 0 || next % n == 0 || next % n == n - 1) {
            break;
          }
          before = at;
          at = next;
        }
        if (walked < 10) {
          return Double.NaN;
        }
        far[sides++] = at;
      }
    }
    if (sides < 2) {
      return Double.NaN;
    }
    double ax = far[0] % n - i % n;
    double ay = far[0] / n - i / n;
    double bx = i % n - far[1] % n;
    double by = i / n - far[1] / n;
    double cos = (ax * bx + ay * by) / Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cos))));
  }
}

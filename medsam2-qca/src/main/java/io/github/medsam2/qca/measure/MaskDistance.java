// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;

/** Distance of every pixel of a mask to the nearest pixel outside, in pixels (exact Euclidean). */
final class MaskDistance {
  private static final double FAR = 1e12;

  private MaskDistance() {}

  /** Row by row; 0 outside the mask. Beyond the border of the image counts as outside. */
  static float[] of(Mask mask) {
    int w = mask.width();
    int h = mask.height();
    double[] f = new double[w * h];
    double[] line = new double[Math.max(w, h) + 2];
    for (int x = 0; x < w; x++) {
      for (int y = 0; y < h; y++) {
        line[y + 1] = mask.contains(x, y) ? FAR : 0;
      }
      line[0] = 0;
      line[h + 1] = 0;
      double[] d = transform(line, h + 2);
      for (int y = 0; y < h; y++) {
        f[y * w + x] = d[y + 1];
      }
    }
    float[] out = new float[w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(f, y * w, line, 1, w);
      line[0] = 0;
      line[w + 1] = 0;
      double[] d = transform(line, w + 2);
      for (int x = 0; x < w; x++) {
        out[y * w + x] = (float) Math.sqrt(d[x + 1]);
      }
    }
    return out;
  }

  /** Lower envelope of parabolas: Felzenszwalb and Huttenlocher 2012. */
  private static double[] transform(double[] f, int n) {
    int[] v = new int[n];
    double[] z = new double[n + 1];
    int k = 0;
    z[0] = -FAR * 2;
    z[1] = FAR * 2;
    for (int q = 1; q < n; q++) {
      double s = meet(f, v[k], q);
      while (s <= z[k]) {
        k--;
        s = meet(f, v[k], q);
      }
      k++;
      v[k] = q;
      z[k] = s;
      z[k + 1] = FAR * 2;
    }
    double[] d = new double[n];
    k = 0;
    for (int q = 0; q < n; q++) {
      while (z[k + 1] < q) {
        k++;
      }
      double gap = q - v[k];
      d[q] = gap * gap + f[v[k]];
    }
    return d;
  }

  private static double meet(double[] f, int p, int q) {
    return (f[q] + (double) q * q - f[p] - (double) p * p) / (2.0 * (q - p));
  }
}

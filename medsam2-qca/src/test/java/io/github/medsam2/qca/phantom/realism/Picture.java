// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.realism;

import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** A grey picture of 512 x 512 with the mask of its labelled vessels. */
record Picture(float[] grey, boolean[] vessel, int segments) {
  static final int SIZE = 512;

  static float[] grey(BufferedImage image) {
    float[] g = new float[SIZE * SIZE];
    for (int i = 0; i < g.length; i++) {
      g[i] = image.getRaster().getSample(i % SIZE, i / SIZE, 0);
    }
    return g;
  }

  static float[] grey(Image image) {
    float[] g = new float[SIZE * SIZE];
    for (int i = 0; i < g.length; i++) {
      g[i] = image.value(i % SIZE, i / SIZE, 0);
    }
    return g;
  }

  /** What is measured of a picture, in the order of {@link #NAMES}. */
  double[] features() {
    double[] f = new double[NAMES.length];
    float[] sorted = grey.clone();
    Arrays.sort(sorted);
    double mean = 0;
    for (float v : grey) {
      mean += v / grey.length;
    }
    double square = 0;
    for (float v : grey) {
      square += (v - mean) * (v - mean) / grey.length;
    }
    f[0] = mean;
    f[1] = Math.sqrt(square);
    f[2] = sorted[grey.length / 100];
    f[3] = sorted[grey.length * 99 / 100];
    f[4] = noise();
    float[] fine = grey;
    for (int k = 0; k < 5; k++) {
      float[] coarse = Filters.gauss(grey, SIZE, 1 << k);
      f[5 + k] = Filters.sdOfDifference(fine, coarse, SIZE, 24);
      fine = coarse;
    }
    f[10] = 100 * Filters.ridges(grey, SIZE, 1.5, 1.0, 24);
    f[11] = 100 * Filters.ridges(grey, SIZE, 3, 1.0, 24);
    skeleton(f);
    return f;
  }

  private double noise() {
    double[] d = new double[(SIZE - 48) * (SIZE - 48)];
    int n = 0;
    for (int y = 24; y < SIZE - 24; y++) {
      for (int x = 24; x < SIZE - 24; x++) {
        int i = y * SIZE + x;
        d[n++] =
            Math.abs(
                4 * grey[i]
                    - 2 * (grey[i - 1] + grey[i + 1] + grey[i - SIZE] + grey[i + SIZE])
                    + grey[i - SIZE - 1]
                    + grey[i - SIZE + 1]
                    + grey[i + SIZE - 1]
                    + grey[i + SIZE + 1]);
      }
    }
    Arrays.sort(d);
    return d[d.length / 2] / 0.6745 / 6;
  }

  private void skeleton(double[] f) {
    int area = 0;
    int x0 = SIZE;
    int x1 = 0;
    int y0 = SIZE;
    int y1 = 0;
    for (int i = 0; i < vessel.length; i++) {
      if (vessel[i]) {
        area++;
        x0 = Math.min(x0, i % SIZE);
        x1 = Math.max(x1, i % SIZE);
        y0 = Math.min(y0, i / SIZE);
        y1 = Math.max(y1, i / SIZE);
      }
    }
    Filters.Skeleton s = Filters.skeleton(vessel, SIZE);
    f[12] = segments;
    f[13] = 100.0 * area / vessel.length;
    f[14] = Math.max(0, x1 - x0) / (double) SIZE * 100;
    f[15] = Math.max(0, y1 - y0) / (double) SIZE * 100;
    f[16] = s.length();
    f[17] = s.length() == 0 ? 0 : area / (double) s.length();
    f[18] = s.ends();
    f[19] = s.junctions();
    f[20] = s.turning();
  }

  static final String[] NAMES = {
    "grey mean",
    "grey SD",
    "grey 1 %",
    "grey 99 %",
    "noise SD",
    "SD of structure below 1 px",
    "1 to 2 px",
    "2 to 4 px",
    "4 to 8 px",
    "8 to 16 px",
    "dark ridges 1.5 px, % of the field",
    "dark ridges 3 px, % of the field",
    "labelled segments",
    "their area, % of the field",
    "their width, % of the field",
    "their height, % of the field",
    "skeleton length px",
    "mean diameter px",
    "free ends",
    "junctions",
    "turning, degrees in 10 px"
  };
}

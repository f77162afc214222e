// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import java.util.Arrays;
import java.util.List;

/**
 * A still taken apart: its grey is the sum of the two.
 *
 * @param width columns
 * @param height rows
 * @param background without what is thin and dark
 * @param vessels what is thin and dark, at most 0
 * @param masks of the objects
 */
record Layers(int width, int height, float[] background, float[] vessels, List<Mask> masks) {
  /** At 512 pixels: wider than vessels are, so that a closing fills them. */
  private static final double REACH = 10;

  static Layers of(Sample still) {
    Image image = Intensity.standard().toUint8(still.image()).toGray();
    int width = image.width();
    int height = image.height();
    float[] grey = image.plane(0);
    int reach = (int) Math.max(1, Math.round(REACH * scale(width, height)));
    float[] closed = closed(grey, width, height, reach);
    for (int i = 0; i < 3; i++) {
      closed = mean(closed, width, height, Math.max(1, reach / 2));
    }
    float[] vessels = new float[grey.length];
    float[] background = new float[grey.length];
    for (int i = 0; i < grey.length; i++) {
      vessels[i] = Math.min(0, grey[i] - closed[i]);
      background[i] = grey[i] - vessels[i];
    }
    List<Mask> masks = still.objects().stream().map(SampleObject::mask).toList();
    return new Layers(width, height, background, vessels, masks);
  }

  /** Pixels here for one at 512. */
  double scale() {
    return scale(width, height);
  }

  private static double scale(int width, int height) {
    return Math.max(width, height) / 512.0;
  }

  /**
   * A closing by a square. The border repeats outwards, so that a dark one, as collimators cast it,
   * is wide, and no vessel.
   */
  private static float[] closed(float[] grey, int width, int height, int reach) {
    int beyond = 2 * reach;
    int w = width + 2 * beyond;
    int h = height + 2 * beyond;
    float[] padded = new float[w * h];
    for (int i = 0; i < padded.length; i++) {
      int x = clamp(i % w - beyond, width);
      padded[i] = grey[clamp(i / w - beyond, height) * width + x];
    }
    float[] closed = extreme(extreme(padded, w, h, reach, 1), w, h, reach, -1);
    float[] out = new float[grey.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(closed, (y + beyond) * w + beyond, out, y * width, width);
    }
    return out;
  }

  /** The largest (sign 1) or smallest (-1) value in a square about each pixel. */
  private static float[] extreme(float[] plane, int width, int height, int reach, int sign) {
    float[] rows = new float[plane.length];
    float[] out = new float[plane.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float best = plane[y * width + x];
        for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          float v = plane[y * width + u];
          best = sign * v > sign * best ? v : best;
        }
        rows[y * width + x] = best;
      }
    }
    for (int y = 0; y < height; y++) {
      System.arraycopy(rows, y * width, out, y * width, width);
      for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        for (int x = 0; x < width; x++) {
          float other = rows[v * width + x];
          int at = y * width + x;
          out[at] = sign * other > sign * out[at] ? other : out[at];
        }
      }
    }
    return out;
  }

  /** The mean of a square about each pixel; the border repeats. */
  private static float[] mean(float[] plane, int width, int height, int reach) {
    float[] rows = new float[plane.length];
    for (int y = 0; y < height; y++) {
      double sum = 0;
      for (int u = -reach; u <= reach; u++) {
        sum += plane[y * width + clamp(u, width)];
      }
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = (float) (sum / (2 * reach + 1));
        sum += plane[y * width + clamp(x + reach + 1, width)];
        sum -= plane[y * width + clamp(x - reach, width)];
      }
    }
    float[] out = new float[plane.length];
    double[] sums = new double[width];
    for (int v = -reach; v <= reach; v++) {
      add(sums, rows, clamp(v, height), 1);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = (float) (sums[x] / (2 * reach + 1));
      }
      add(sums, rows, clamp(y + reach + 1, height), 1);
      add(sums, rows, clamp(y - reach, height), -1);
    }
    return out;
  }

  private static void add(double[] sums, float[] rows, int row, int sign) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += sign * rows[row * sums.length + x];
    }
  }

  private static int clamp(int at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  /** Contents are large: only sizes are told. */
  @Override
  public String toString() {
    return "Layers[" + width + "x" + height + ", " + masks.size() + " masks]";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Layers l
        && Arrays.equals(background, l.background)
        && Arrays.equals(vessels, l.vessels)
        && masks.equals(l.masks);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vessels);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/**
 * Distance of every pixel of a mask to the nearest one outside, in pixels, by passing on the
 * nearest place outside in two sweeps (Danielsson 1980); beyond the border of the image is outside.
 */
final class Depths {
  private final MaskPixels pixels;
  private final int[] ox;
  private final int[] oy;
  private final double[] square;

  Depths(MaskPixels pixels) {
    this.pixels = pixels;
    this.ox = new int[pixels.size];
    this.oy = new int[pixels.size];
    this.square = new double[pixels.size];
  }

  float[] of() {
    int[] next = new int[8];
    for (int i = 0; i < square.length; i++) {
      square[i] = Double.MAX_VALUE;
      start(i, next);
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < square.length; i++) {
        pass(i, next);
      }
      for (int i = square.length - 1; i >= 0; i--) {
        pass(i, next);
      }
    }
    float[] depth = new float[square.length];
    for (int i = 0; i < depth.length; i++) {
      depth[i] = (float) Math.sqrt(square[i]);
    }
    return depth;
  }

  private void start(int i, int[] next) {
    pixels.neighbours(i, next);
    int x = pixels.x(i);
    int y = pixels.y(i);
    offer(i, next[0], x - 1, y);
    offer(i, next[1], x + 1, y);
    for (int k = 0; k < 2; k++) {
      int row = k == 0 ? y - 1 : y + 1;
      offer(i, next[2 + 3 * k], x, row);
      offer(i, next[3 + 3 * k], x - 1, row);
      offer(i, next[4 + 3 * k], x + 1, row);
    }
  }

  private void offer(int i, int neighbour, int x, int y) {
    if (neighbour < 0) {
      take(i, x, y);
    }
  }

  private void pass(int i, int[] next) {
    pixels.neighbours(i, next);
    for (int j : next) {
      if (j >= 0 && square[j] < Double.MAX_VALUE) {
        take(i, ox[j], oy[j]);
      }
    }
  }

  private void take(int i, int x, int y) {
    double dx = x - pixels.x(i);
    double dy = y - pixels.y(i);
    double d = dx * dx + dy * dy;
    if (d < square[i]) {
      square[i] = d;
      ox[i] = x;
      oy[i] = y;
    }
  }
}

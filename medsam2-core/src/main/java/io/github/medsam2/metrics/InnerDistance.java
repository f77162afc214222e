// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.image.Mask;

/** How deep within a mask its pixels lie. */
public final class InnerDistance {

  private InnerDistance() {}

  /**
   * The squared Euclidean distance in pixels of every pixel inside to the nearest one outside, row
   * by row; 0 outside. What lies beyond the image is outside.
   */
  public static int[] squared(Mask mask) {
    int width = mask.width() + 2;
    int height = mask.height() + 2;
    int[] outside = new int[width * height];
    int count = 0;
    for (int i = 0; i < outside.length; i++) {
      if (!mask.contains(i % width - 1, i / width - 1)) {
        outside[count++] = i;
      }
    }
    float[] padded =
        DistanceTransform.squared(
            new int[] {width, height, 1},
            new double[] {1, 1, 1},
            java.util.Arrays.copyOf(outside, count));
    int[] squared = new int[mask.width() * mask.height()];
    for (int i = 0; i < squared.length; i++) {
      int x = i % mask.width();
      int y = i / mask.width();
      squared[i] = Math.round(padded[(y + 1) * width + x + 1]);
    }
    return squared;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;
import java.util.Arrays;

/** How deep within a mask its pixels lie. */
public final class InnerDistance {

  private InnerDistance() {}

  /**
   * The squared Euclidean distance in pixels of every pixel inside to the nearest one outside, row
   * by row; 0 outside. What lies beyond the image is outside.
   */
  public static int[] squared(Mask mask) {
    int[] squared = new int[mask.width() * mask.height()];
    mask.bounds().ifPresent(box -> fill(squared, mask, box));
    return squared;
  }

  /**
   * Within the box around the mask and a margin of one, beyond which no pixel outside is nearer.
   */
  private static void fill(int[] squared, Mask mask, Bounds box) {
    int width = box.width() + 2;
    int height = box.height() + 2;
    int x0 = box.x() - 1;
    int y0 = box.y() - 1;
    int[] outside = new int[width * height];
    int count = 0;
    for (int i = 0; i < outside.length; i++) {
      if (!mask.contains(x0 + i % width, y0 + i / width)) {
        outside[count++] = i;
      }
    }
    float[] part =
        DistanceTransform.squared(
            new int[] {width, height, 1}, new double[] {1, 1, 1}, Arrays.copyOf(outside, count));
    for (int y = 1; y <= box.height(); y++) {
      for (int x = 1; x <= box.width(); x++) {
        squared[(y0 + y) * mask.width() + x0 + x] = Math.round(part[y * width + x]);
      }
    }
  }
}

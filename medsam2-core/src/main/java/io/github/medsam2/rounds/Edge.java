// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Mask;
import java.util.ArrayDeque;
import java.util.Arrays;

/** How sharp the outline of an answer is. */
final class Edge {
  private static final int STEPS = 5;

  private Edge() {}

  /**
   * Mean binary entropy in bits within 5 steps of the outline on either side; 1 for a mask without
   * an outline.
   */
  static double entropy(float[] logits, Mask mask) {
    int[] steps = steps(mask);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < STEPS) {
        sum += entropy(logits[i]);
        count++;
      }
    }
    return count == 0 ? 1 : sum / count;
  }

  private static double entropy(double logit) {
    double p = 1 / (1 + Math.exp(-logit));
    return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
  }

  /** Steps by side from the nearest pixel that touches the outline. */
  private static int[] steps(Mask mask) {
    int width = mask.width();
    int height = mask.height();
    int[] steps = new int[width * height];
    Arrays.fill(steps, STEPS);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < steps.length; i++) {
      int x = i % width;
      int y = i / width;
      boolean inside = mask.contains(x, y);
      boolean right = x + 1 < width && mask.contains(x + 1, y) != inside;
      boolean left = x > 0 && mask.contains(x - 1, y) != inside;
      boolean below = y + 1 < height && mask.contains(x, y + 1) != inside;
      boolean above = y > 0 && mask.contains(x, y - 1) != inside;
      if (right || left || below || above) {
        steps[i] = 0;
        open.add(i);
      }
    }
    while (!open.isEmpty()) {
      int i = open.remove();
      int x = i % width;
      step(steps, open, x > 0 ? i - 1 : -1, steps[i] + 1);
      step(steps, open, x + 1 < width ? i + 1 : -1, steps[i] + 1);
      step(steps, open, i - width, steps[i] + 1);
      step(steps, open, i + width, steps[i] + 1);
    }
    return steps;
  }

  private static void step(int[] steps, ArrayDeque<Integer> open, int to, int count) {
    if (to >= 0 && to < steps.length && count < steps[to]) {
      steps[to] = count;
      open.add(to);
    }
  }
}

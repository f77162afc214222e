// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.image.Mask;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Arrays;

/**
 * How much contrast is where and when: it comes, stays and is washed out, later the farther from
 * where the vessels begin.
 *
 * @param arrival frame at which it begins to come
 * @param rise frames until it is full
 * @param plateau frames it stays
 * @param decay frames until a fifth is left
 * @param delay frames by pixel; empty where there is none
 */
record Bolus(double arrival, double rise, double plateau, double decay, float[] delay) {
  /** There all the time. */
  static final Bolus FULL = new Bolus(Double.NEGATIVE_INFINITY, 1, 0, 0, new float[0]);

  /** Less is not seen. */
  static final double SEEN = 0.15;

  private static final double LEFT = 0.2;

  static Bolus draw(Layers layers, int frames, CounterRandom random) {
    double rise = 3 + 5 * random.uniform(0);
    double arrival = -rise - 4 + (rise + 4 + 0.35 * frames) * random.uniform(1);
    double plateau = 4 + frames * random.uniform(2);
    double decay = 4 + 6 * random.uniform(3);
    float longest = (float) (1 + 4 * random.uniform(4));
    Mask all = layers.masks().stream().reduce(Mask::union).orElseThrow();
    return new Bolus(arrival, rise, plateau, decay, Reach.of(all, longest));
  }

  /** The share of contrast at a pixel of the still, 0 to 1. */
  double at(int frame, int pixel) {
    if (arrival == Double.NEGATIVE_INFINITY) {
      return 1;
    }
    double since = frame - arrival - (delay.length == 0 ? 0 : delay[pixel]);
    if (since <= rise + plateau) {
      return Math.max(0, Math.min(1, since / rise));
    }
    return Math.max(LEFT, 1 - (1 - LEFT) * (since - rise - plateau) / decay);
  }

  /** Contents are large: only numbers are told. */
  @Override
  public String toString() {
    return "Bolus[" + arrival + ", " + rise + ", " + plateau + ", " + decay + "]";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Bolus b
        && arrival == b.arrival
        && rise == b.rise
        && plateau == b.plateau
        && decay == b.decay
        && Arrays.equals(delay, b.delay);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(arrival) + 31 * Arrays.hashCode(delay);
  }
}

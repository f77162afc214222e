// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.error.InvalidInputException;

/**
 * The share of the full learning rate at every update: it rises in a straight line to 1, then falls
 * as half a cosine. Immutable.
 *
 * @param warmUp updates until the full rate is reached, at least 0
 * @param steps updates in all, more than {@code warmUp}
 * @param last the share after all of them, 0 to 1
 */
public record Schedule(long warmUp, long steps, double last) {

  /** Checks the ranges. */
  public Schedule {
    if (warmUp < 0 || steps <= warmUp || !(last >= 0 && last <= 1)) {
      throw new InvalidInputException(
          "schedule of learning rates",
          "0 <= warm-up < steps, a last share of 0 to 1",
          warmUp + ", " + steps + ", " + last,
          "correct the number");
    }
  }

  /** As the original fine-tunes: from the full rate at once to a tenth of it. */
  public static Schedule fineTuning(long steps) {
    return new Schedule(0, steps, 0.1);
  }

  /** For networks that know nothing: 500 updates, or a tenth, to the full rate; to a hundredth. */
  public static Schedule fromScratch(long steps) {
    return new Schedule(Math.min(500, steps / 10), steps, 0.01);
  }

  /** Always the full rate. */
  public static Schedule constant() {
    return new Schedule(0, Long.MAX_VALUE, 1);
  }

  /** The share of the full rate at an update, counted from 0. */
  public double at(long step) {
    if (step < warmUp) {
      return (step + 1.0) / (warmUp + 1);
    }
    double done = Math.min(1, (double) (step - warmUp) / (steps - warmUp));
    return last + (1 - last) / 2 * (1 + StrictMath.cos(StrictMath.PI * done));
  }
}

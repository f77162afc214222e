// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.error.InvalidInputException;

/**
 * Adam with decoupled weight decay and clipping of the gradients' common norm. For a gradient g
 * after clipping, a rate r and a decay d, at update t of a parameter w:
 *
 * <pre>
 * g := g min(1, clip / (norm + 1e-6))         norm over the gradients of all keys
 * w := w - r d w
 * m := beta1 m + (1 - beta1) g
 * v := beta2 v + (1 - beta2) g g
 * w := w - r m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>t is counted for every parameter by itself.
 *
 * @param beta1 in 0..1, without 1
 * @param beta2 in 0..1, without 1
 * @param epsilon above 0
 * @param clip the largest norm, above 0; infinite for none
 */
public record AdamW(double beta1, double beta2, double epsilon, double clip) {

  /** The usual constants, without clipping. */
  public static final AdamW DEFAULT = new AdamW(0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public AdamW {
    require("beta1", beta1, beta1 >= 0 && beta1 < 1, "at least 0 and below 1");
    require("beta2", beta2, beta2 >= 0 && beta2 < 1, "at least 0 and below 1");
    require("epsilon", epsilon, epsilon > 0 && Double.isFinite(epsilon), "above 0 and finite");
    require("clip", clip, clip > 0, "above 0");
  }

  /** This rule with gradients clipped to another common norm. */
  public AdamW withClip(double norm) {
    return new AdamW(beta1, beta2, epsilon, norm);
  }

  /** The factor that brings gradients of this common norm within the limit. */
  public double factor(double norm) {
    return Math.min(1, clip / (norm + 1e-6));
  }

  /**
   * How fast a parameter moves.
   *
   * @param rate finite, at least 0
   * @param decay finite, at least 0
   */
  public record Rate(double rate, double decay) {
    /** Checks the ranges. */
    public Rate {
      require("rate", rate, rate >= 0 && Double.isFinite(rate), "at least 0 and finite");
      require("decay", decay, decay >= 0 && Double.isFinite(decay), "at least 0 and finite");
    }
  }

  private static void require(String what, double value, boolean good, String expected) {
    if (!good) {
      throw new InvalidInputException(
          "AdamW, " + what, expected, Double.toString(value), "correct the number");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.error.InvalidInputException;

/**
 * How readings are interpreted. Immutable.
 *
 * @param priorWeight weight of the logarithm of the view prior beside the logits, 0 to 10; to be
 *     tuned on validation data. 0, the default, leaves it out: heads conditioned on the view know
 *     it already
 * @param minConfidence probability the best segment needs, 0 to 1
 * @param requireView whether a reading without a known view is abstained from
 * @param abstainWhenUnusual whether a segment unusual in its view is abstained from, and not
 *     flagged only
 */
public record ReaderOptions(
    double priorWeight, double minConfidence, boolean requireView, boolean abstainWhenUnusual) {

  /** Checks ranges. */
  public ReaderOptions {
    // Written so that NaN fails too.
    boolean good =
        priorWeight >= 0 && priorWeight <= 10 && minConfidence >= 0 && minConfidence <= 1;
    if (!good) {
      throw new InvalidInputException(
          "reader options",
          "a prior weight of 0 to 10 and a confidence of 0 to 1",
          priorWeight + " and " + minConfidence,
          "correct the options");
    }
  }

  /** No prior, a confidence of one half, the view required, unusual views flagged only. */
  public static ReaderOptions standard() {
    return new ReaderOptions(0, 0.5, true, false);
  }

  /** The same with the view prior at a weight. */
  public ReaderOptions withPriorWeight(double weight) {
    return new ReaderOptions(weight, minConfidence, requireView, abstainWhenUnusual);
  }

  /** The same with another confidence to be reached. */
  public ReaderOptions withMinConfidence(double probability) {
    return new ReaderOptions(priorWeight, probability, requireView, abstainWhenUnusual);
  }

  /** The same with or without a demand for the view. */
  public ReaderOptions withRequireView(boolean required) {
    return new ReaderOptions(priorWeight, minConfidence, required, abstainWhenUnusual);
  }

  /** The same with unusual views as a reason to abstain, or only as a flag. */
  public ReaderOptions withAbstainWhenUnusual(boolean abstaining) {
    return new ReaderOptions(priorWeight, minConfidence, requireView, abstaining);
  }
}

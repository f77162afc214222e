// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;

/**
 * Negative log-likelihood of a normal distribution whose spread is predicted too, less its
 * constant, summed over the objects whose value is known. For percentages: a spread below 2 or
 * above 30 is taken for that.
 *
 * @param ops of the step
 * @param mean (O, 1) predicted
 * @param logSpread (O, 1) natural logarithm of the predicted standard deviation
 * @param truth (O, 1); any number where it is not known
 * @param known (O, 1): 1 where the truth is known, else 0
 */
public record SpreadLoss<T>(LossOps<T> ops, T mean, T logSpread, T truth, T known) {
  private static final double LEAST = Math.log(2);
  private static final double MOST = Math.log(30);

  /** One element. */
  public T value() {
    T above = ops.affine(ops.relu(ops.affine(logSpread, 1, -LEAST)), 1, LEAST);
    T spread = ops.sub(above, ops.relu(ops.affine(above, 1, -MOST)));
    T error = ops.div(ops.sub(mean, truth), ops.exp(spread));
    T each = ops.add(spread, ops.affine(ops.mul(error, error), 0.5, 0));
    return ops.total(ops.mul(each, known));
  }
}

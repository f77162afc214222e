// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;

/**
 * Cross-entropy of labels, summed over the objects.
 *
 * @param ops of the step
 * @param logits (O, K)
 * @param targets (O, K) probabilities, such as of {@link LabelTargets}; zeros where the label is
 *     not known
 */
public record LabelLoss<T>(LossOps<T> ops, T logits, T targets) {

  /** One element. */
  public T value() {
    return ops.affine(ops.total(ops.mul(ops.logSoftmax(logits), targets)), -1, 0);
  }
}

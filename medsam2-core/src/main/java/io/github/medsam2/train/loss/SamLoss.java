// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;

/**
 * The loss of SAM2 for one answer of the decoder to O objects, summed over them. Of several masks
 * the one with the least focal and dice loss learns; the predicted scores of all do. An object that
 * is not there teaches the score of being there only.
 *
 * @param ops of the step
 * @param logits (O, M, S, S) at the size of the truth
 * @param iou (O, M) predicted intersection over union
 * @param score (O, 1) logit of being there
 * @param truth (O, 1, S, S) of zeros and ones
 * @param weights of the parts
 */
public record SamLoss<T>(LossOps<T> ops, T logits, T iou, T score, T truth, LossWeights weights) {

  /** The parts and their weighed sum; to be divided by the number of objects. */
  public LossParts<T> parts() {
    MaskLoss<T> masks = MaskLoss.of(ops, logits, truth);
    T focal = masks.focal();
    T dice = masks.dice();
    T present = ops.max(ops.reshape(truth, 0, -1), 1);
    T chosen = ops.mul(choice(focal, dice), present);
    T f = ops.total(ops.mul(focal, chosen));
    T d = ops.total(ops.mul(dice, chosen));
    T off = ops.abs(ops.sub(iou, masks.overlap()));
    T u = ops.total(ops.mul(ops.mean(off, 1), present));
    T c = ops.total(ops.sub(ops.softplus(score), ops.mul(score, present)));
    T total =
        ops.add(
            ops.add(ops.affine(f, weights.focal(), 0), ops.affine(d, weights.dice(), 0)),
            ops.add(ops.affine(u, weights.iou(), 0), ops.affine(c, weights.presence(), 0)));
    return new LossParts<>(f, d, u, c, total);
  }

  /** (O, M): 1 at the mask that learns. */
  private T choice(T focal, T dice) {
    T both = ops.add(ops.affine(focal, weights.focal(), 0), ops.affine(dice, weights.dice(), 0));
    return ops.firstMax(ops.affine(both, -1, 0), 1);
  }
}

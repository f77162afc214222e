// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.ops.LossOps;
import java.util.Map;

/**
 * The losses of SAM2 for one step of one frame, summed over its O objects.
 *
 * @param logits (O, M, S, S)
 * @param iou (O, M) predicted
 * @param score (O, 1) logit of being there
 * @param truth (O, 1, S, S) of zeros and ones
 */
record SamLoss<T>(LossOps<T> ops, T logits, T iou, T score, T truth) {

  /** Named parts, and {@code core}: 20 focal + dice + IoU + class. */
  Map<String, T> parts() {
    T focal = focal();
    T dice = dice();
    T total = ops.add(ops.affine(focal, 20, 0), dice);
    T choice = ops.firstMax(ops.affine(total, -1, 0), 1);
    T present = ops.max(ops.reshape(truth, 0, -1), 1);
    T overlap = ops.mul(ops.mean(overlap(), 1), present);
    T chosen = ops.mul(choice, present);
    T f = ops.total(ops.mul(focal, chosen));
    T d = ops.total(ops.mul(dice, chosen));
    T u = ops.total(overlap);
    T c = ops.total(ops.sub(ops.softplus(score), ops.mul(score, present)));
    T core = ops.add(ops.add(ops.affine(f, 20, 0), d), ops.add(u, c));
    return Map.of("mask", f, "dice", d, "iou", u, "class", c, "core", core);
  }

  /** (O, M) of each mask. */
  T focal() {
    T p = ops.sigmoid(logits);
    T ce = ops.sub(ops.softplus(logits), ops.mul(logits, truth));
    T both = ops.mul(p, truth);
    T pt = ops.affine(ops.sub(ops.add(p, truth), ops.affine(both, 2, 0)), -1, 1);
    T wrong = ops.affine(ops.affine(pt, -1, 1), 1, 0);
    T alpha = ops.affine(truth, -0.5, 0.75);
    return flat(ops.mean(ops.mul(alpha, ops.mul(ops.mul(wrong, wrong), ce)), 2, 3));
  }

  /** (O, M) of each mask. */
  T dice() {
    T p = ops.sigmoid(logits);
    T above = ops.affine(ops.sum(ops.mul(p, truth), 2, 3), 2, 1);
    T below = ops.affine(ops.add(ops.sum(p, 2, 3), ops.sum(truth, 2, 3)), 1, 1);
    return flat(ops.affine(ops.div(above, below), -1, 1));
  }

  /** (O, M): how far the predicted IoU of each mask is off. */
  T overlap() {
    T mask = ops.greater(logits, 0);
    T inter = ops.sum(ops.mul(mask, truth), 2, 3);
    T union = ops.sub(ops.add(ops.sum(mask, 2, 3), ops.sum(truth, 2, 3)), inter);
    T least = ops.affine(ops.relu(ops.affine(union, 1, -1)), 1, 1);
    return ops.abs(ops.sub(iou, flat(ops.div(inter, least))));
  }

  private T flat(T x) {
    return ops.reshape(x, 0, 0);
  }
}

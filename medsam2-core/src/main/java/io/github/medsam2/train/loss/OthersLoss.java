// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;

/**
 * The mean loss of all masks of an answer, at the size they have: a quarter of the image's. Each is
 * to be the object, so that none says what nobody taught it. An object that is not there teaches
 * nothing here.
 *
 * @param ops of the step
 * @param logits (O, M, h, h)
 * @param iou (O, M) predicted intersection over union
 * @param truth (O, 1, S, S) of zeros and ones
 * @param weights of the parts
 */
public record OthersLoss<T>(LossOps<T> ops, T logits, T iou, T truth, LossWeights weights) {

  /** One element: summed over the objects and weighed. */
  public T value() {
    int height = (int) ops.shape(logits).dim(2);
    int width = (int) ops.shape(logits).dim(3);
    T small = ops.greater(ops.resizeBilinear(truth, height, width), 0.5);
    MaskLoss<T> masks = MaskLoss.of(ops, logits, small);
    T off = ops.abs(ops.sub(iou, masks.overlap()));
    T each =
        ops.add(
            ops.affine(off, weights.iou(), 0),
            ops.add(
                ops.affine(masks.focal(), weights.focal(), 0),
                ops.affine(masks.dice(), weights.dice(), 0)));
    T present = ops.max(ops.reshape(truth, 0, -1), 1);
    return ops.affine(ops.total(ops.mul(ops.mean(each, 1), present)), weights.others(), 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;

/**
 * One less the soft centreline Dice (clDice, Shit et al., CVPR 2021): whether a thin mask is whole,
 * not how wide it is. Early in training it does harm; it costs more than the decoder at full size,
 * so give it half of the size.
 *
 * @param ops of the step
 * @param probabilities (O, 1, H, W), 0 to 1
 * @param truth (O, 1, H, W) of zeros and ones
 * @param iterations half of the widest vessel in pixels; 3 to 5 at 256 pixels
 */
public record CenterlineLoss<T>(LossOps<T> ops, T probabilities, T truth, int iterations) {

  /** (O). */
  public T value() {
    T precision = inside(skeleton(probabilities), truth);
    T recall = inside(skeleton(truth), probabilities);
    T both = ops.affine(ops.mul(precision, recall), 2, 0);
    return ops.reshape(ops.affine(ops.div(both, ops.add(precision, recall)), -1, 1), -1);
  }

  /** The share of a skeleton that lies in a mask; one pixel is added to both. */
  private T inside(T skeleton, T mask) {
    T common = ops.affine(ops.sum(ops.mul(skeleton, mask), 1, 2, 3), 1, 1);
    return ops.div(common, ops.affine(ops.sum(skeleton, 1, 2, 3), 1, 1));
  }

  /** (O, 1, H, W): what is lost when a mask is opened, at every depth. */
  private T skeleton(T mask) {
    T eroded = mask;
    T skeleton = tip(mask);
    for (int i = 0; i < iterations; i++) {
      eroded = erode(eroded);
      T more = tip(eroded);
      skeleton = ops.add(skeleton, ops.relu(ops.sub(more, ops.mul(skeleton, more))));
    }
    return skeleton;
  }

  private T tip(T mask) {
    return ops.relu(ops.sub(mask, ops.maxPool(erode(mask), 3, 3)));
  }

  /** The least of a pixel and its four neighbours. */
  private T erode(T mask) {
    T outside = ops.affine(mask, -1, 0);
    T high = ops.maxPool(outside, 3, 1);
    T wide = ops.maxPool(outside, 1, 3);
    T larger = ops.add(high, ops.relu(ops.sub(wide, high)));
    return ops.affine(larger, -1, 0);
  }
}

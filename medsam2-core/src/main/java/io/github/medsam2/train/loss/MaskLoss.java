// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;
import org.jspecify.annotations.Nullable;

/**
 * How far masks are from the truth, for each mask by itself. With p the sigmoid of a logit x and y
 * the truth of a pixel:
 *
 * <pre>
 * focal = mean of a (1 - q)^2 (softplus(x) - x y),  q = p y + (1 - p)(1 - y),  a = y/4 + 3/4 (1 - y)
 * dice  = 1 - (2 sum p y + 1) / (sum p + sum y + 1)
 * </pre>
 *
 * @param ops of the step
 * @param logits (O, M, H, W)
 * @param truth (O, 1, H, W) of zeros and ones
 * @param counted (O, 1, H, W): 1 where pixels count, 0 where nobody knows what is right; none where
 *     all count
 */
public record MaskLoss<T>(LossOps<T> ops, T logits, T truth, @Nullable T counted) {

  /** Where all pixels count. */
  public static <T> MaskLoss<T> of(LossOps<T> ops, T logits, T truth) {
    return new MaskLoss<>(ops, logits, truth, null);
  }

  /** (O, M). */
  public T focal() {
    T p = ops.sigmoid(logits);
    T entropy = ops.sub(ops.softplus(logits), ops.mul(logits, truth));
    T both = ops.mul(p, truth);
    T wrong = ops.sub(ops.add(p, truth), ops.affine(both, 2, 0));
    T alpha = ops.affine(truth, -0.5, 0.75);
    T each = ops.mul(alpha, ops.mul(ops.mul(wrong, wrong), entropy));
    if (counted == null) {
      return flat(ops.mean(each, 2, 3));
    }
    T count = ops.sum(counted, 2, 3);
    return flat(ops.div(ops.sum(ops.mul(each, counted), 2, 3), atLeastOne(count)));
  }

  /** (O, M). */
  public T dice() {
    T p = ops.sigmoid(logits);
    T y = truth;
    if (counted != null) {
      p = ops.mul(p, counted);
      y = ops.mul(y, counted);
    }
    T above = ops.affine(ops.sum(ops.mul(p, y), 2, 3), 2, 1);
    T below = ops.affine(ops.add(ops.sum(p, 2, 3), ops.sum(y, 2, 3)), 1, 1);
    return flat(ops.affine(ops.div(above, below), -1, 1));
  }

  /** (O, M): the intersection over union of what lies above 0; without gradient. */
  public T overlap() {
    T mask = ops.greater(logits, 0);
    T common = ops.sum(ops.mul(mask, truth), 2, 3);
    T union = ops.sub(ops.add(ops.sum(mask, 2, 3), ops.sum(truth, 2, 3)), common);
    return flat(ops.div(common, atLeastOne(union)));
  }

  /** The larger of a count and 1. */
  private T atLeastOne(T count) {
    return ops.affine(ops.relu(ops.affine(count, 1, -1)), 1, 1);
  }

  private T flat(T x) {
    return ops.reshape(x, 0, 0);
  }
}

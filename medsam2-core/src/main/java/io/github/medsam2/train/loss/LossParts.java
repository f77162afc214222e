// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of a loss, each one element.
 *
 * @param focal of the chosen masks
 * @param dice of the chosen masks
 * @param iou of the predicted scores
 * @param presence of the scores of being there
 * @param total weighed and added up: what is made smaller
 */
public record LossParts<T>(T focal, T dice, T iou, T presence, T total) {

  /** These and others, part by part: losses are summed over steps and frames. */
  public LossParts<T> plus(LossOps<T> ops, LossParts<T> other) {
    return new LossParts<>(
        ops.add(focal, other.focal),
        ops.add(dice, other.dice),
        ops.add(iou, other.iou),
        ops.add(presence, other.presence),
        ops.add(total, other.total));
  }

  /** These with more in the total. */
  public LossParts<T> and(LossOps<T> ops, T more) {
    return new LossParts<>(focal, dice, iou, presence, ops.add(total, more));
  }

  /**
   * Each divided by the same number: of all objects of an update, also those of other steps.
   *
   * @param objects at least 1
   */
  public LossParts<T> over(LossOps<T> ops, int objects) {
    double share = 1.0 / Math.max(1, objects);
    return new LossParts<>(
        ops.affine(focal, share, 0),
        ops.affine(dice, share, 0),
        ops.affine(iou, share, 0),
        ops.affine(presence, share, 0),
        ops.affine(total, share, 0));
  }

  /** The parts by name, to report them. */
  public Map<String, T> byName() {
    Map<String, T> named = new LinkedHashMap<>();
    named.put("focal", focal);
    named.put("dice", dice);
    named.put("iou", iou);
    named.put("presence", presence);
    named.put("total", total);
    return named;
  }
}

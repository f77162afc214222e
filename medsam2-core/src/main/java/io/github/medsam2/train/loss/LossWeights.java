// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.error.InvalidInputException;

/**
 * How much the parts of {@link SamLoss} weigh; each finite and at least 0. The choice among several
 * masks weighs focal and dice alike.
 *
 * @param focal of the chosen mask
 * @param dice of the chosen mask
 * @param iou of the predicted scores of all masks
 * @param presence of the score of being there
 * @param others of all four masks of an answer beside the one that learns by the prompt. Without,
 *     masks 1 to 3 learn by single clicks and on tracked frames alone, and serving, which falls
 *     back on them where mask 0 is unstable, shows what nobody taught
 * @param cell side in pixels of the model's input of the cells on which masks and truth are
 *     compared: 1 as the original, up to 4, the size masks are decoded at. 2 takes a quarter of the
 *     memory and time, which for a small network is most of what a step takes
 */
public record LossWeights(
    double focal, double dice, double iou, double presence, double others, int cell) {

  /** As SAM 2.1 and MedSAM2 were trained. */
  public static final LossWeights ORIGINAL = new LossWeights(20, 1, 1, 1, 0);

  /**
   * For vessels and other thin objects and few cases. The focal loss of the original counts what is
   * inside three times less than what is around, so that masks of a network that has learnt for
   * hours stop short of where objects end; Dice knows no such lean. All masks of an answer learn,
   * on cells of 2 pixels.
   */
  public static final LossWeights THIN_OBJECTS = new LossWeights(5, 3, 1, 1, 0.3, 2);

  /** Compared pixel by pixel. */
  public LossWeights(double focal, double dice, double iou, double presence, double others) {
    this(focal, dice, iou, presence, others, 1);
  }

  /** These weights with another one of all masks. */
  public LossWeights withOthers(double weight) {
    return new LossWeights(focal, dice, iou, presence, weight, cell);
  }

  /** These weights with another one of the score of being there. */
  public LossWeights withPresence(double weight) {
    return new LossWeights(focal, dice, iou, weight, others, cell);
  }

  /** These weights with masks compared on cells of another size. */
  public LossWeights withCell(int side) {
    return new LossWeights(focal, dice, iou, presence, others, side);
  }

  /** Checks the ranges. */
  public LossWeights {
    for (double weight : new double[] {focal, dice, iou, presence, others}) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new InvalidInputException(
            "weight of a loss", "finite, at least 0", weight + "", "correct the number");
      }
    }
    if (cell != 1 && cell != 2 && cell != 4) {
      throw new InvalidInputException(
          "cells of a loss", "1, 2 or 4 pixels", cell + "", "correct the number");
    }
  }
}

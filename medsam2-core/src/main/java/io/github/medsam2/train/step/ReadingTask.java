// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.loss.ReadingTruth;
import java.util.List;

/**
 * What is learnt of the readings of a frame's masks.
 *
 * @param rule of the loss
 * @param truths of the objects
 */
public record ReadingTask(ReadingLoss rule, List<ReadingTruth> truths) {

  /** Copies the list. */
  public ReadingTask {
    truths = List.copyOf(truths);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.ops.LossOps;
import java.util.Map;

/**
 * One pass over a small batch: from its data, which the step brings along as constants, to a loss.
 *
 * <p>{@link #build} must do the same whenever it is called: an engine that recomputes what it does
 * not keep may run parts of it twice.
 */
public interface TrainingStep {

  /** A short name for messages, such as {@code step 120}. */
  String name();

  /** Computes the loss. */
  <T> Loss<T> build(LossOps<T> ops);

  /**
   * The result of a step.
   *
   * @param value one element, to be made smaller
   * @param report values to look at, by name, such as the parts of the loss; float32 or int64. No
   *     gradient flows back from them
   */
  record Loss<T>(T value, Map<String, T> report) {}
}

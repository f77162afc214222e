// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Weights that learn. A turn is one or more {@link #accumulate}, whose gradients add up, and an
 * {@link #update}.
 *
 * <p>Thread-safe: calls wait for each other. Only {@link #close} may not be called from within a
 * step. What a step made is freed when it ends; closing frees the rest and is idempotent.
 *
 * <p>Results are the same bit for bit when the same steps are run with the same number of threads
 * on the same device, also when training went on from {@link #state} in another process.
 */
public interface Training extends AutoCloseable {

  /** The trainable keys, in the order of the weights. */
  Set<String> keys();

  /**
   * Runs a step and adds its gradients to those since the last update.
   *
   * @throws NotFiniteException naming the step, when its loss is not finite
   * @throws EngineException naming the step, when its loss is not one number, or depends on no
   *     trainable key; the gradients are then as before, in either case
   */
  StepResult accumulate(TrainingStep step);

  /**
   * Runs a step without gradients.
   *
   * @throws EngineException naming the step, when its loss is not finite or not one number
   */
  StepResult evaluate(TrainingStep step);

  /**
   * Copies of the gradients since the last update. A key that no gradient reached is absent, which
   * is not the same as a gradient of zeros: its moments and its count stay as they are.
   */
  Map<String, HostTensor> gradients();

  /** Forgets the gradients since the last update. */
  void discard();

  /**
   * Moves the parameters that gradients reached, then forgets the gradients. When any is not
   * finite, nothing moves and the result says which.
   *
   * @param rates asked for every key that moves
   * @throws EngineException when there are no gradients
   */
  UpdateResult update(AdamW rule, Function<String, AdamW.Rate> rates);

  /** A copy of a trainable parameter as it is now. */
  HostTensor value(String key);

  /** A copy of a trainable parameter and its moments. */
  ParameterState state(String key);

  /** Puts a state back; gradients stay as they are. */
  void restore(String key, ParameterState state);

  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.NotFiniteException;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.UpdateResult;
import io.github.medsam2.error.MedSam2Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Updates of a network: gradients of several steps added up, clipped together, and used at the
 * rates of a plan. An update with a loss or gradient that is not finite is left out; after {@link
 * #MOST_LEFT_OUT} in a row training is stopped. Not thread-safe.
 */
public final class Optimizer {
  /** So many updates in a row may be left out. */
  public static final int MOST_LEFT_OUT = 10;

  private final Training training;
  private final Set<String> keys;
  private final AdamW rule;
  private final RatePlan plan;
  private int leftOut;

  /**
   * @param training to move
   * @param keys all keys of the network, frozen ones too
   * @param leftOut updates that were left out just before, when training goes on
   */
  public Optimizer(Training training, Set<String> keys, AdamW rule, RatePlan plan, int leftOut) {
    this.training = training;
    this.keys = Set.copyOf(keys);
    this.rule = rule;
    this.plan = plan;
    this.leftOut = leftOut;
  }

  /**
   * What an update did.
   *
   * @param steps results of the steps whose losses are finite
   * @param moved whether the parameters were moved
   * @param norm of the gradients before clipping; NaN where a step had none
   * @param factor of clipping; 0 where nothing moved
   */
  public record Turn(List<StepResult> steps, boolean moved, double norm, double factor) {

    /** The sum of the losses. */
    public double loss() {
      return steps.stream().mapToDouble(StepResult::loss).sum();
    }
  }

  /** How many updates just before were left out. */
  public int leftOut() {
    return leftOut;
  }

  /**
   * Runs an update.
   *
   * @param steps what is added up; each divides by the number of objects of all of them
   * @param number of the update, counted from 0
   * @throws MedSam2Exception after too many updates in a row that had to be left out
   */
  public Turn update(List<? extends TrainingStep> steps, long number) {
    List<StepResult> results = new ArrayList<>();
    try {
      for (TrainingStep step : steps) {
        results.add(training.accumulate(step));
      }
    } catch (NotFiniteException e) {
      training.discard();
      return leaveOut(results, Double.NaN, number, String.valueOf(e.getMessage()));
    }
    UpdateResult done = training.update(rule, plan.at(keys, number));
    if (!done.notFinite().isEmpty()) {
      return leaveOut(results, done.norm(), number, "gradients of " + done.notFinite());
    }
    leftOut = 0;
    return new Turn(List.copyOf(results), true, done.norm(), done.factor());
  }

  private Turn leaveOut(List<StepResult> results, double norm, long number, String why) {
    leftOut++;
    if (leftOut >= MOST_LEFT_OUT) {
      throw new MedSam2Exception(
          "update " + number,
          "finite numbers at least every tenth time",
          why,
          "lower the learning rate, or clip at a smaller norm");
    }
    return new Turn(List.copyOf(results), false, norm, 0);
  }
}

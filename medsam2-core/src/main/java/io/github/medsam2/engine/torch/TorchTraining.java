// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.UpdateResult;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Weights that learn, in arrays of PyTorch that are written in place. */
final class TorchTraining implements Training {
  /** The type all training is done in. */
  static final DataType REAL = DataType.FLOAT32;

  private final TorchEngine engine;
  private final TrainingSetup setup;
  private final PtNDManager manager;
  private final TrainingScript script;
  private final StepRunner runner;
  private final Updater updater;
  private final Map<String, Learner> learners = new LinkedHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private boolean closed;

  /**
   * @param manager this training's own, closed with it
   * @param frozen the arrays of keys that do not learn
   */
  TorchTraining(
      TorchEngine engine, TrainingSetup setup, PtNDManager manager, LiftedWeights frozen) {
    this.engine = engine;
    this.setup = setup;
    this.manager = manager;
    for (String key : setup.trainableInOrder()) {
      learners.put(key, new Learner(manager, setup.weights(), key));
    }
    this.script = TrainingScript.load(manager);
    this.runner = new StepRunner(manager, engine.script(), script, setup, learners, frozen);
    this.updater = new Updater(manager, script);
  }

  @Override
  public Set<String> keys() {
    return setup.trainableInOrder();
  }

  @Override
  public StepResult accumulate(TrainingStep step) {
    return inTurn("step " + step.name(), () -> engine.training(() -> runner.accumulate(step)));
  }

  @Override
  public StepResult evaluate(TrainingStep step) {
    return inTurn("step " + step.name(), () -> engine.inference(() -> runner.evaluate(step)));
  }

  @Override
  public Map<String, HostTensor> gradients() {
    return inTurn(
        "gradients",
        () -> {
          Map<String, HostTensor> out = new LinkedHashMap<>();
          learners.forEach(
              (key, learner) -> {
                PtNDArray gradient = learner.gradient();
                if (gradient != null) {
                  out.put(key, Lift.toHost(engine.script(), manager, gradient));
                }
              });
          return out;
        });
  }

  @Override
  public void discard() {
    inTurn(
        "gradients",
        () -> {
          learners.values().forEach(Learner::forgetGradient);
          return true;
        });
  }

  @Override
  public UpdateResult update(AdamW rule, Function<String, AdamW.Rate> rates) {
    return inTurn("update", () -> engine.inference(() -> updater.update(learners, rule, rates)));
  }

  @Override
  public HostTensor value(String key) {
    return inTurn("trainable key " + key, () -> learner(key).value());
  }

  @Override
  public ParameterState state(String key) {
    return inTurn("trainable key " + key, () -> learner(key).state());
  }

  @Override
  public void restore(String key, ParameterState state) {
    inTurn(
        "trainable key " + key,
        () ->
            engine.inference(
                () -> {
                  learner(key).restore(state, script);
                  return true;
                }));
  }

  private Learner learner(String key) {
    Learner learner = learners.get(key);
    if (learner == null) {
      throw new EngineException(
          "training",
          "one of " + learners.size() + " trainable keys",
          "key " + key,
          "name a key that learns");
    }
    return learner;
  }

  /** The engine's lock is always taken before this training's. */
  private <R> R inTurn(String where, Supplier<R> action) {
    return engine
        .lifetime()
        .use(
            () -> {
              requireOutside(where);
              turn.lock();
              try {
                requireOpen(where);
                return Failures.explained(where, action);
              } finally {
                turn.unlock();
              }
            });
  }

  private void requireOutside(String where) {
    if (turn.isHeldByCurrentThread()) {
      throw new EngineException(
          where, "a call between steps", "one from within a step", "call it elsewhere");
    }
  }

  private void requireOpen(String where) {
    if (closed) {
      throw new EngineException(
          where, "an open training", "a closed one", "close the training after its last use");
    }
  }

  @Override
  public void close() {
    requireOutside("training");
    turn.lock();
    try {
      closed = true;
      manager.close();
    } finally {
      turn.unlock();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.NotFiniteException;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.TrainingStep.Loss;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs steps: the loss, then the gradients of what learns. Not thread-safe. */
final class StepRunner {
  private final PtNDManager manager;
  private final TorchScript script;
  private final TrainingScript training;
  private final TrainingSetup setup;
  private final Map<String, Learner> learners;
  private final LiftedWeights frozen;
  private final LastingValues lasting;

  StepRunner(
      PtNDManager manager,
      TorchScript script,
      TrainingScript training,
      TrainingSetup setup,
      Map<String, Learner> learners,
      LiftedWeights frozen) {
    this.manager = manager;
    this.script = script;
    this.training = training;
    this.setup = setup;
    this.learners = learners;
    this.frozen = frozen;
    this.lasting = new LastingValues(training, manager, setup.lastingBytes());
  }

  StepResult evaluate(TrainingStep step) {
    try (StepParameters parameters = parameters();
        TorchLossOps ops = ops(parameters, null)) {
      return result(step, ops, step.build(ops), Set.of());
    }
  }

  StepResult accumulate(TrainingStep step) {
    StepParameters parameters = parameters();
    Recomputation recomputation = setup.recompute() ? new Recomputation(training) : null;
    try (parameters;
        TorchLossOps ops = ops(parameters, recomputation)) {
      Loss<NDArray> built = step.build(ops);
      StepResult result = result(step, ops, built, Set.of());
      Map<String, PtNDArray> found =
          parameters.learning().isEmpty()
              ? Map.of()
              : backward(ops, (PtNDArray) built.value(), parameters, recomputation);
      requireLearning(step, found.keySet());
      found.forEach((key, gradient) -> learner(key).add(gradient));
      return new StepResult(result.loss(), result.report(), Set.copyOf(found.keySet()));
    }
  }

  private Learner learner(String key) {
    Learner learner = learners.get(key);
    if (learner == null) {
      throw new IllegalStateException(key);
    }
    return learner;
  }

  private StepParameters parameters() {
    return new StepParameters(manager, script, setup.view(), learners, frozen);
  }

  private TorchLossOps ops(StepParameters parameters, @Nullable Recomputation recomputation) {
    return new TorchLossOps(
        manager, script, parameters::get, TorchTraining.REAL, recomputation, lasting);
  }

  private Map<String, PtNDArray> backward(
      TorchLossOps ops,
      PtNDArray loss,
      StepParameters parameters,
      @Nullable Recomputation recomputation) {
    try (Gradients gradients = new Gradients(training, parameters.learning());
        PtNDArray seed = (PtNDArray) loss.onesLike()) {
      if (recomputation == null) {
        gradients.add(List.of(loss), List.of(seed), List.of());
      } else {
        recomputation.backward(ops, loss, seed, gradients);
      }
      return gradients.takeAll();
    }
  }

  private StepResult result(
      TrainingStep step, TorchLossOps ops, Loss<NDArray> built, Set<String> reached) {
    Map<String, HostTensor> report = new LinkedHashMap<>();
    built
        .report()
        .forEach((name, value) -> report.put(name, Lift.toHost(script, ops.manager(), value)));
    return new StepResult(loss(step, built.value(), report), report, reached);
  }

  private static double loss(TrainingStep step, NDArray value, Map<String, HostTensor> report) {
    Shape shape = value.getShape();
    if (shape.size() != 1 || value.getDataType() != DataType.FLOAT32) {
      throw new EngineException(
          where(step), "one float32 number", value.getDataType() + " " + shape, "add the parts up");
    }
    double loss = value.toFloatArray()[0];
    if (!Double.isFinite(loss)) {
      throw new NotFiniteException(
          where(step),
          "a finite loss",
          loss + Reports.numbers(report),
          "leave the step out, or lower the learning rate if this goes on");
    }
    return loss;
  }

  private static void requireLearning(TrainingStep step, Set<String> reached) {
    if (reached.isEmpty()) {
      throw new EngineException(
          where(step),
          "a loss that depends on a trainable key",
          "one that depends on none",
          "train other keys, or only evaluate this step");
    }
  }

  private static String where(TrainingStep step) {
    return "step " + step.name();
  }
}

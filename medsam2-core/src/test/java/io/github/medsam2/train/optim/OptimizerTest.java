// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.contract.StepOf;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static HostTensor row(float... values) {
    return HostTensor.of(values, values.length);
  }

  private static Training training() {
    return engine.train(TrainingSetup.all(MapWeights.inMemory(Map.of("w", row(5, 2)))));
  }

  private static Optimizer optimizer(Training training, AdamW rule) {
    return new Optimizer(training, training.keys(), rule, RatePlan.constant(0.1), 0);
  }

  /** Half of the squared distance. */
  private static TrainingStep towards(float... goal) {
    return StepOf.loss(
        "towards",
        ops -> {
          Object error = ops.sub(ops.param("w"), ops.constant(row(goal)));
          return ops.affine(ops.total(ops.mul(error, error)), 0.5, 0);
        });
  }

  private static TrainingStep infinite() {
    return StepOf.loss("infinite", ops -> ops.total(ops.exp(ops.affine(ops.param("w"), 99, 0))));
  }

  /** The loss is finite, its gradient is not. */
  private static TrainingStep steep() {
    return StepOf.loss(
        "steep", ops -> ops.total(ops.affine(ops.exp(ops.affine(ops.param("w"), 17.7, 0)), 1, 0)));
  }

  @Test
  void gradientsAreAddedAndClippedTogether() {
    try (Training training = training()) {
      Optimizer.Turn turn =
          optimizer(training, AdamW.DEFAULT.withClip(1))
              .update(List.of(towards(4, 0), towards(3, 1)), 0);
      assertThat(turn.loss()).isEqualTo(2.5 + 2.5);
      assertThat(turn.norm()).isCloseTo(Math.sqrt(18), within(1e-5));
      assertThat(turn.factor()).isCloseTo(1 / Math.sqrt(18), within(1e-5));
      assertThat(turn.moved()).isTrue();
      assertThat(training.value("w").toFloatArray())
          .containsExactly(new float[] {4.9f, 1.9f}, within(1e-5f));
    }
  }

  /** A good step before a bad one leaves nothing behind. */
  @Test
  void updatesThatAreNotFiniteAreLeftOut() {
    try (Training training = training()) {
      Optimizer optimizer = optimizer(training, AdamW.DEFAULT);
      Optimizer.Turn turn = optimizer.update(List.of(towards(0, 0), infinite()), 0);
      assertThat(turn.moved()).isFalse();
      assertThat(turn.steps()).hasSize(1);
      assertThat(training.gradients()).isEmpty();
      assertThat(training.value("w")).isEqualTo(row(5, 2));
      assertThat(optimizer.update(List.of(steep()), 1).moved()).isFalse();
      assertThat(training.value("w")).isEqualTo(row(5, 2));
      assertThat(optimizer.leftOut()).isEqualTo(2);
      assertThat(optimizer.update(List.of(towards(0, 0)), 2).moved()).isTrue();
      assertThat(optimizer.leftOut()).isZero();
    }
  }

  @Test
  void tooManyInARowStopTraining() {
    try (Training training = training()) {
      Optimizer optimizer = optimizer(training, AdamW.DEFAULT);
      for (int i = 0; i < Optimizer.MOST_LEFT_OUT - 1; i++) {
        optimizer.update(List.of(infinite()), i);
      }
      assertThatThrownBy(() -> optimizer.update(List.of(infinite()), 9))
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("update 9")
          .hasMessageContaining("infinite");
    }
  }

  @Test
  void averagesFollow() {
    try (Training training = training()) {
      MovingAverage average = new MovingAverage(0.9, Map.of("w", row(0, 0)));
      average.take(training, 0);
      assertThat(average.values().get("w").toFloatArray())
          .containsExactly(new float[] {4.5f, 1.8f}, within(1e-6f));
      average.take(training, 1000);
      assertThat(average.values().get("w").toFloatArray())
          .containsExactly(new float[] {4.55f, 1.82f}, within(1e-6f));
      assertThatThrownBy(() -> new MovingAverage(1, Map.of())).isInstanceOf(MedSam2Exception.class);
    }
  }
}

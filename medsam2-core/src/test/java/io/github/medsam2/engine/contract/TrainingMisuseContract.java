// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.NotFiniteException;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.EightThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Wrong use of training is an exception that explains itself, and leaves everything as it was. */
public interface TrainingMisuseContract extends EngineUnderTest {

  private static TrainingSetup setup() {
    return TrainingSetup.of(
        MapWeights.inMemory(Map.of("w", Values.row(1, 2), "f", Values.row(3))), Set.of("w"));
  }

  /** Its gradient is (1, 1). */
  private static TrainingStep sum() {
    return StepOf.loss("sum", ops -> ops.total(ops.param("w")));
  }

  private static void refused(String said, ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(MedSam2Exception.class).hasMessageContaining(said);
  }

  private static AdamW.Rate rate(String key) {
    return new AdamW.Rate(0.1, 0);
  }

  @Test
  default void unknownKeys() {
    refused("[no such key]", () -> TrainingSetup.of(setup().weights(), Set.of("no such key")));
    refused("none", () -> TrainingSetup.of(setup().weights(), Set.of()));
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      refused("key f", () -> training.state("f"));
      refused("key x", () -> training.restore("x", ParameterState.fresh(Values.row(1))));
      refused(
          "key nowhere", () -> training.accumulate(StepOf.loss("s", ops -> ops.param("nowhere"))));
    }
  }

  /** Integers do not learn, and states are float32 of the key's shape. */
  @Test
  default void foreignTypesAndShapes() {
    HostTensor longs = HostTensor.of(new long[] {1, 2}, 2);
    TrainingSetup counts = TrainingSetup.all(MapWeights.inMemory(Map.of("counts", longs)));
    HostTensor doubles = HostTensor.zeros(DType.FLOAT64, Shape.of(2));
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      refused("counts", () -> engine.train(counts));
      refused("FLOAT64", () -> training.restore("w", ParameterState.fresh(doubles)));
      refused("(3)", () -> training.restore("w", ParameterState.fresh(Values.row(1, 2, 3))));
      refused(
          "second moment",
          () ->
              training.restore(
                  "w", new ParameterState(Values.row(1, 2), Values.row(0, 0), Values.row(0), 1)));
      HostTensor two = Values.row(0, 0);
      refused("-1", () -> training.restore("w", new ParameterState(two, two, two, -1)));
      assertThat(training.value("w")).isEqualTo(Values.row(1, 2));
    }
  }

  /** Half precision and bfloat16 learn as float32. */
  @Test
  default void narrowWeightsLearnAsFloat32() {
    Map<String, HostTensor> narrow = new java.util.LinkedHashMap<>();
    for (DType type : List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64)) {
      narrow.put(type.toString(), HostTensor.zeros(type, Shape.of(2)));
    }
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(MapWeights.inMemory(narrow)))) {
      assertThat(training.keys())
          .allSatisfy(key -> assertThat(training.value(key)).isEqualTo(Values.row(0, 0)));
    }
  }

  /** Losses that cannot be used name their step, and what was gathered stays. */
  @Test
  default void lossesThatCannotBeUsed() {
    TrainingStep nan =
        new StepOf(
            "step 7",
            (ops, report) -> {
              Object log = ops.log(ops.affine(ops.param("w"), -1, 0));
              report.put("part", ops.total(ops.param("w")));
              return ops.total(log);
            });
    TrainingStep infinite = StepOf.loss("step 8", ops -> ops.exp(ops.affine(sumOf(ops), 99, 0)));
    TrainingStep several = StepOf.loss("step 9", ops -> ops.param("w"));
    TrainingStep frozen = StepOf.loss("step 10", ops -> ops.param("f"));
    TrainingStep cut = StepOf.loss("step 11", ops -> ops.stopGradient(sumOf(ops)));
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      training.accumulate(sum());
      for (Function<TrainingStep, ?> use :
          List.<Function<TrainingStep, ?>>of(training::accumulate, training::evaluate)) {
        assertThatThrownBy(() -> use.apply(nan))
            .isInstanceOf(NotFiniteException.class)
            .hasMessageContainingAll("step 7", "NaN", "part 3.0");
        refused("step 8", () -> use.apply(infinite));
        refused("step 9", () -> use.apply(several));
      }
      refused("step 10", () -> training.accumulate(frozen));
      refused("step 11", () -> training.accumulate(cut));
      assertThat(training.evaluate(frozen).loss()).isEqualTo(3);
      assertThat(training.gradients()).isEqualTo(Map.of("w", Values.row(1, 1)));
    }
  }

  private static Object sumOf(io.github.medsam2.ops.LossOps<Object> ops) {
    return ops.total(ops.param("w"));
  }

  @Test
  default void updatesWithoutGradientsOrWithFailingRates() {
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      refused("accumulate", () -> training.update(AdamW.DEFAULT, TrainingMisuseContract::rate));
      training.accumulate(sum());
      assertThatThrownBy(
              () ->
                  training.update(
                      AdamW.DEFAULT,
                      key -> {
                        throw new IllegalStateException("no rate");
                      }))
          .hasMessageContaining("no rate");
      assertThat(training.gradients()).hasSize(1);
      assertThat(training.state("w")).isEqualTo(ParameterState.fresh(Values.row(1, 2)));
    }
    refused("rate", () -> new AdamW.Rate(Double.NaN, 0));
    refused("decay", () -> new AdamW.Rate(0, -1));
    refused("clip", () -> AdamW.DEFAULT.withClip(0));
    refused("beta1", () -> new AdamW(1, 0.999, 1e-8, 1));
  }

  /** Closed trainings and engines refuse, twice closing is fine. */
  @Test
  default void useAfterClosing() {
    Engine engine = open();
    Training first = engine.train(setup());
    first.close();
    first.close();
    Training second = engine.train(setup());
    second.accumulate(sum());
    engine.close();
    second.close();
    for (Training closed : List.of(first, second)) {
      refused("closed", () -> closed.accumulate(sum()));
      refused("closed", () -> closed.evaluate(sum()));
      refused("closed", closed::gradients);
      refused("closed", closed::discard);
      refused("closed", () -> closed.update(AdamW.DEFAULT, TrainingMisuseContract::rate));
      refused("closed", () -> closed.state("w"));
      refused("closed", () -> closed.restore("w", ParameterState.fresh(Values.row(1, 2))));
    }
    refused("closed", () -> engine.train(setup()));
  }

  /** A step that uses its own training, or closes it, fails instead of hanging. */
  @Test
  default void callsFromWithinAStep() {
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      List<Runnable> calls = new ArrayList<>();
      calls.add(() -> training.accumulate(sum()));
      calls.add(training::discard);
      calls.add(training::close);
      calls.add(() -> training.state("w"));
      for (Runnable call : calls) {
        TrainingStep nosy =
            StepOf.loss(
                "nosy",
                ops -> {
                  call.run();
                  return sumOf(ops);
                });
        refused("within a step", () -> training.accumulate(nosy));
      }
      assertThatCode(() -> training.accumulate(sum())).doesNotThrowAnyException();
    }
  }

  /** Any thread may call; calls wait for each other. */
  @Test
  default void threadsTakeTurns() throws Exception {
    try (Engine engine = open();
        Training training = engine.train(setup())) {
      EightThreads.run(
          thread -> {
            for (int i = 0; i < 5; i++) {
              training.accumulate(sum());
            }
            return thread;
          });
      assertThat(training.gradients()).isEqualTo(Map.of("w", Values.row(40, 40)));
    }
  }

  /** The weights given are read, not written; inference beside goes on with them. */
  @Test
  default void weightsAreNotWritten() {
    HostTensor w = direct(Values.row(1, 2));
    MapWeights weights = (MapWeights) MapWeights.inMemory(Map.of("w", w));
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(weights))) {
      training.accumulate(sum());
      training.update(AdamW.DEFAULT, TrainingMisuseContract::rate);
      assertThat(training.value("w")).isNotEqualTo(Values.row(1, 2));
      assertThat(w).isEqualTo(Values.row(1, 2));
      HostTensor read =
          Running.all(
                  engine,
                  ProgramOf.named("w").output("y", (ops, in) -> ops.param("w")),
                  weights,
                  Map.of())
              .get("y");
      assertThat(read).isEqualTo(Values.row(1, 2));
    }
  }

  private static HostTensor direct(HostTensor value) {
    java.nio.ByteBuffer data = java.nio.ByteBuffer.allocateDirect(value.data().remaining());
    return new HostTensor(value.shape(), value.dtype(), data.put(value.data()).flip());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.engine.reference.ReferenceLossOps;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps, their losses and their gradients. */
public interface GradientsContract extends EngineUnderTest {

  /** L = sum (w - t)^2 has the gradient 2 (w - t), exactly in whole numbers. */
  @Test
  default void gradientOfAQuadratic() {
    TrainingStep step =
        StepOf.loss(
            "quadratic",
            ops -> {
              Object error = ops.sub(ops.param("w"), ops.constant(Values.row(1, 2, 3)));
              return ops.total(ops.mul(error, error));
            });
    Map<String, HostTensor> tensors = Map.of("w", Values.row(5, 2, -1));
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(MapWeights.inMemory(tensors)))) {
      StepResult result = training.accumulate(step);
      assertThat(result.loss()).isEqualTo(32);
      assertThat(result.reached()).containsExactly("w");
      assertThat(training.gradients()).isEqualTo(Map.of("w", Values.row(8, 0, -8)));
    }
  }

  /** Through convolution, norm, attention, a table and every operation of losses. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void gradientsEqualDifferencesOfThePlainLoops(boolean recompute) {
    TrainingStep step = ToySteps.network(1);
    TrainingSetup setup = TrainingSetup.all(ToySteps.weights()).withRecompute(recompute);
    try (Engine engine = open();
        Training training = engine.train(setup)) {
      StepResult result = training.accumulate(step);
      assertThat(result.loss())
          .isCloseTo(
              Slopes.loss(step, ToySteps.tensors(), ParameterView.STORED),
              org.assertj.core.data.Offset.offset(1e-5));
      Map<String, HostTensor> gradients = training.gradients();
      for (String key : ToySteps.moved()) {
        Slopes.check(
            step,
            ToySteps.tensors(),
            ParameterView.STORED,
            key,
            requireNonNull(gradients.get(key)));
      }
    }
  }

  /** A gradient of zeros is one; a key that was cut off or not asked for has none. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void keysAreReachedOrNot(boolean recompute) {
    Set<String> reached = new TreeSet<>(ToySteps.moved());
    reached.add("multiplied by zero");
    TrainingSetup setup = TrainingSetup.all(ToySteps.weights()).withRecompute(recompute);
    try (Engine engine = open();
        Training training = engine.train(setup)) {
      assertThat(training.accumulate(ToySteps.network(1)).reached()).isEqualTo(reached);
      assertThat(training.gradients()).containsOnlyKeys(reached);
      assertThat(training.gradients().get("multiplied by zero")).isEqualTo(Values.filled(0, 3));
    }
  }

  /** What is reported is what the plain loops give, whether gradients are taken or not. */
  @Test
  default void reportsAreTheValuesOfTheStep() {
    TrainingStep step = ToySteps.network(2);
    Map<String, Nd> expected =
        step.build(new ReferenceLossOps(ToySteps.weights(), ParameterView.STORED)).report();
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(ToySteps.weights()))) {
      StepResult evaluated = training.evaluate(step);
      assertThat(evaluated.reached()).isEmpty();
      assertThat(training.gradients()).isEmpty();
      StepResult accumulated = training.accumulate(step);
      assertThat(accumulated.loss()).isEqualTo(evaluated.loss());
      assertThat(accumulated.report()).isEqualTo(evaluated.report());
      assertThat(evaluated.report()).containsOnlyKeys(expected.keySet());
      expected.forEach(
          (name, value) ->
              Close.check(name, value.toHost(), requireNonNull(evaluated.report().get(name)), 400));
    }
  }

  /** Gradients of several steps add up until they are used or discarded. */
  @Test
  default void gradientsAddUp() {
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(ToySteps.weights()))) {
      Map<String, HostTensor> sum = new LinkedHashMap<>();
      for (long seed = 1; seed <= 3; seed++) {
        training.accumulate(ToySteps.network(seed));
        training.gradients().forEach((key, g) -> sum.merge(key, g, GradientsContract::sum));
        training.discard();
        assertThat(training.gradients()).isEmpty();
      }
      for (long seed = 1; seed <= 3; seed++) {
        training.accumulate(ToySteps.network(seed));
      }
      assertThat(training.gradients()).isEqualTo(sum);
    }
  }

  private static HostTensor sum(HostTensor a, HostTensor b) {
    float[] values = a.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += b.floats().get(i);
    }
    return HostTensor.of(values, a.shape().dims());
  }

  /** A step may look at values and go on by them; within a block that is recomputed, too. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void valuesDecideWhatFollows(boolean recompute) {
    TrainingStep step =
        StepOf.loss(
            "largest",
            ops ->
                ops.scope(
                    () -> {
                      Object doubled = ops.affine(ops.param("w"), 2, 0);
                      HostTensor seen = ops.read(doubled);
                      int at = seen.floats().get(0) > seen.floats().get(1) ? 0 : 1;
                      return ops.slice(doubled, 0, at, at + 1L);
                    }));
    Map<String, HostTensor> tensors = Map.of("w", Values.row(3, 5));
    TrainingSetup setup = TrainingSetup.all(MapWeights.inMemory(tensors)).withRecompute(recompute);
    try (Engine engine = open();
        Training training = engine.train(setup)) {
      assertThat(training.accumulate(step).loss()).isEqualTo(10);
      assertThat(training.gradients()).isEqualTo(Map.of("w", Values.row(0, 2)));
    }
  }

  /** A block may hand on what it got, alone or beside what it made of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void blocksMayHandOnWhatTheyGot(boolean recompute) {
    TrainingStep step =
        StepOf.loss(
            "handed on",
            ops -> {
              Object doubled = ops.scope(() -> ops.affine(ops.param("w"), 2, 0));
              Object same = ops.scope(() -> doubled);
              List<Object> both =
                  ops.scopeAll(() -> List.of(same, ops.mul(same, ops.param("w")), same));
              return ops.total(ops.add(both.get(0), ops.add(both.get(1), both.get(2))));
            });
    Map<String, HostTensor> tensors = Map.of("w", Values.row(3, 5));
    TrainingSetup setup = TrainingSetup.all(MapWeights.inMemory(tensors)).withRecompute(recompute);
    try (Engine engine = open();
        Training training = engine.train(setup)) {
      assertThat(training.accumulate(step).loss()).isEqualTo(4 * 8 + 2 * (9 + 25));
      assertThat(training.gradients()).isEqualTo(Map.of("w", Values.row(16, 24)));
    }
  }

  /** What is frozen gets no gradient, and the others get the same as without freezing. */
  @Test
  default void frozenKeysChangeNothingForOthers() {
    Set<String> some = Set.of("norm.weight", "head.weight");
    TrainingSetup setup = TrainingSetup.of(ToySteps.weights(), some);
    try (Engine engine = open();
        Training all = engine.train(TrainingSetup.all(ToySteps.weights()));
        Training few = engine.train(setup)) {
      assertThat(few.keys()).containsExactly("norm.weight", "head.weight");
      assertThat(few.accumulate(ToySteps.network(1)).reached()).isEqualTo(some);
      all.accumulate(ToySteps.network(1));
      Map<String, HostTensor> expected = new LinkedHashMap<>(all.gradients());
      expected.keySet().retainAll(some);
      assertThat(few.gradients()).isEqualTo(expected);
    }
  }

  /** Low-rank factors of a frozen weight, seen by the network as one weight. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void gradientsPassThroughAView(boolean recompute) {
    TrainingStep step = ToySteps.network(3);
    Map<String, HostTensor> tensors = ToySteps.adapted();
    MapWeights weights = (MapWeights) MapWeights.inMemory(tensors);
    ParameterView adapter = new ToySteps.Adapter(weights, 2);
    Set<String> factors = Set.of("qkv.weight.A", "qkv.weight.B");
    TrainingSetup setup =
        TrainingSetup.of(weights, factors).withView(adapter).withRecompute(recompute);
    try (Engine engine = open();
        Training training = engine.train(setup)) {
      assertThat(training.accumulate(step).reached()).isEqualTo(factors);
      for (String key : factors) {
        Slopes.check(step, tensors, adapter, key, requireNonNull(training.gradients().get(key)));
      }
    }
  }

  /** Recomputation changes neither losses nor, but for the order of sums, gradients. */
  @Test
  default void recomputedStepsAreTheSame() {
    TrainingSetup setup = TrainingSetup.all(ToySteps.weights());
    try (Engine engine = open();
        Training kept = engine.train(setup);
        Training recomputed = engine.train(setup.withRecompute(true))) {
      for (int i = 0; i < 3; i++) {
        StepResult expected = kept.accumulate(ToySteps.network(i));
        assertThat(recomputed.accumulate(ToySteps.network(i))).isEqualTo(expected);
      }
      Map<String, HostTensor> gradients = recomputed.gradients();
      kept.gradients()
          .forEach(
              (key, expected) ->
                  Close.check(key, expected, requireNonNull(gradients.get(key)), 16));
    }
  }
}

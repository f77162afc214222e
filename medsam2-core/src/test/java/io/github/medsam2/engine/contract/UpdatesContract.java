// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.UpdateResult;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** AdamW, clipping, and going on where one left off. */
public interface UpdatesContract extends EngineUnderTest {

  /** The gradients of a and b are the numbers given; c is not reached. */
  private static TrainingStep pull(double a, double b) {
    return StepOf.loss(
        "pull",
        ops ->
            ops.add(ops.affine(ops.param("a"), a, 0), ops.affine(ops.total(ops.param("b")), b, 0)));
  }

  private static TrainingSetup three() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Values.row(1));
    tensors.put("b", Values.row(2, -3));
    tensors.put("c", Values.row(4));
    return TrainingSetup.all(MapWeights.inMemory(tensors));
  }

  private static AdamW.Rate rate(String key) {
    return key.equals("a") ? new AdamW.Rate(0.1, 0.5) : new AdamW.Rate(0.01, 0);
  }

  /** One weight by the formula, in double. */
  final class Expected {
    private double w;
    private double m;
    private double v;
    private int t;

    Expected(double w) {
      this.w = w;
    }

    double update(AdamW rule, AdamW.Rate rate, double g) {
      t++;
      m = rule.beta1() * m + (1 - rule.beta1()) * g;
      v = rule.beta2() * v + (1 - rule.beta2()) * g * g;
      w -= rate.rate() * rate.decay() * w;
      w -=
          rate.rate()
              * (m / (1 - Math.pow(rule.beta1(), t)))
              / (Math.sqrt(v / (1 - Math.pow(rule.beta2(), t))) + rule.epsilon());
      return w;
    }
  }

  /** Each key with its rate and decay; what is not reached stays, and is not counted. */
  @Test
  default void updatesFollowTheFormula() {
    AdamW rule = new AdamW(0.8, 0.95, 1e-3, Double.POSITIVE_INFINITY);
    Expected a = new Expected(1);
    Expected b = new Expected(-3);
    try (Engine engine = open();
        Training training = engine.train(three())) {
      for (double g : new double[] {3, -1, 0.5, 0}) {
        training.accumulate(pull(g, 2 * g));
        UpdateResult result = training.update(rule, UpdatesContract::rate);
        assertThat(result.updated()).containsExactlyInAnyOrder("a", "b");
        assertThat(result.norm()).isCloseTo(Math.abs(3 * g), within(1e-6));
        assertThat(result.factor()).isEqualTo(1);
        assertThat(training.gradients()).isEmpty();
        assertThat((double) training.value("a").floats().get(0))
            .isCloseTo(a.update(rule, rate("a"), g), within(1e-6));
        assertThat((double) training.value("b").floats().get(1))
            .isCloseTo(b.update(rule, rate("b"), 2 * g), within(1e-6));
      }
      assertThat(training.state("a").updates()).isEqualTo(4);
      assertThat((double) training.state("a").first().floats().get(0)).isCloseTo(a.m, within(1e-6));
      assertThat((double) training.state("a").second().floats().get(0))
          .isCloseTo(a.v, within(1e-6));
      assertThat(training.state("c")).isEqualTo(ParameterState.fresh(Values.row(4)));
    }
  }

  /** A key counts its own updates, from the first gradient on. */
  @Test
  default void keysCountForThemselves() {
    TrainingStep onlyA = StepOf.loss("only a", ops -> ops.affine(ops.param("a"), 1, 0));
    Expected b = new Expected(2);
    try (Engine engine = open();
        Training training = engine.train(three())) {
      training.accumulate(onlyA);
      training.update(AdamW.DEFAULT, UpdatesContract::rate);
      training.accumulate(pull(1, 5));
      training.update(AdamW.DEFAULT, UpdatesContract::rate);
      assertThat(training.state("a").updates()).isEqualTo(2);
      assertThat(training.state("b").updates()).isEqualTo(1);
      assertThat((double) training.value("b").floats().get(0))
          .isCloseTo(b.update(AdamW.DEFAULT, rate("b"), 5), within(1e-6));
    }
  }

  /** The norm is common to all keys: gradients 3 and (4, 4) have norm sqrt(41). */
  @Test
  default void gradientsAreClippedTogether() {
    AdamW rule = AdamW.DEFAULT.withClip(0.5);
    double norm = Math.sqrt(41);
    try (Engine engine = open();
        Training training = engine.train(three())) {
      training.accumulate(pull(3, 4));
      UpdateResult result = training.update(rule, UpdatesContract::rate);
      assertThat(result.norm()).isCloseTo(norm, within(1e-6));
      assertThat(result.factor()).isCloseTo(0.5 / (norm + 1e-6), within(1e-9));
      assertThat((double) training.state("b").first().floats().get(0))
          .isCloseTo(0.1 * 4 * result.factor(), within(1e-7));
    }
  }

  /** Saved, opened elsewhere and continued equals unbroken, bit for bit. */
  @Test
  default void goingOnEqualsNotStopping() {
    AdamW rule = AdamW.DEFAULT.withClip(0.1);
    Map<String, ParameterState> unbroken = new LinkedHashMap<>();
    Map<String, ParameterState> saved = new LinkedHashMap<>();
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(ToySteps.weights()))) {
      for (int i = 0; i < 12; i++) {
        if (i == 6) {
          training.keys().forEach(key -> saved.put(key, training.state(key)));
        }
        turn(training, rule, i);
      }
      training.keys().forEach(key -> unbroken.put(key, training.state(key)));
    }
    try (Engine engine = open();
        Training training = engine.train(TrainingSetup.all(ToySteps.weights()))) {
      saved.forEach(training::restore);
      for (int i = 6; i < 12; i++) {
        turn(training, rule, i);
      }
      training.keys().forEach(key -> assertThat(training.state(key)).isEqualTo(unbroken.get(key)));
    }
    assertThat(requireNonNull(unbroken.get("head.weight")).value())
        .isNotEqualTo(ToySteps.tensors().get("head.weight"));
  }

  private static void turn(Training training, AdamW rule, int number) {
    training.accumulate(ToySteps.network(2 * number));
    training.accumulate(ToySteps.network(2 * number + 1));
    training.update(rule, key -> new AdamW.Rate(1e-2 / (number + 1), 0.1));
  }

  /** Training does what it is for. */
  @Test
  default void updatesLowerTheLoss() {
    try (Engine engine = open();
        Training training =
            engine.train(TrainingSetup.all(ToySteps.weights()).withRecompute(true))) {
      double before = training.accumulate(ToySteps.network(1)).loss();
      for (int i = 0; i < 10; i++) {
        training.update(AdamW.DEFAULT, key -> new AdamW.Rate(1e-2, 0));
        training.accumulate(ToySteps.network(1));
      }
      assertThat(training.evaluate(ToySteps.network(1)).loss()).isLessThan(before - 0.1);
    }
  }

  /** Gradients that are not finite move nothing, and their keys are named. */
  @Test
  default void gradientsThatAreNotFiniteMoveNothing() {
    // 1e30 * (1e30 * (a - 1)) + c at a = 1 is c, and its slope is 1e60.
    TrainingStep overflow =
        StepOf.loss(
            "overflow",
            ops -> {
              Object zero = ops.affine(ops.affine(ops.param("a"), 1, -1), 1e30, 0);
              return ops.add(ops.affine(zero, 1e30, 0), ops.param("c"));
            });
    try (Engine engine = open();
        Training training = engine.train(three())) {
      training.accumulate(overflow);
      UpdateResult result = training.update(AdamW.DEFAULT, UpdatesContract::rate);
      assertThat(result.notFinite()).isEqualTo(Set.of("a"));
      assertThat(result.updated()).isEmpty();
      assertThat(training.gradients()).isEmpty();
      assertThat(training.state("a")).isEqualTo(ParameterState.fresh(Values.row(1)));
      assertThat(training.state("c")).isEqualTo(ParameterState.fresh(Values.row(4)));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.contract.Slopes;
import io.github.medsam2.engine.contract.StepOf;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values against plain loops, gradients against differences. */
class LossesTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static HostTensor random(int seed, double scale, long... dims) {
    int count = 1;
    for (long d : dims) {
      count *= (int) d;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * CounterRandom.of(seed).normal(i));
    }
    return HostTensor.of(values, dims);
  }

  private static HostTensor binary(int seed, double share, long... dims) {
    HostTensor drawn = random(seed, 1, dims);
    float[] values = drawn.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = CounterRandom.of(seed).uniform(i) < share ? 1 : 0;
    }
    return HostTensor.of(values, dims);
  }

  /** The engine's value is that of plain loops, and its gradient is the loss's slope. */
  private static double check(TrainingStep step, Map<String, HostTensor> leaves) {
    try (Training training = engine.train(TrainingSetup.all(MapWeights.inMemory(leaves)))) {
      double loss = training.accumulate(step).loss();
      assertThat(loss)
          .isCloseTo(
              Slopes.loss(step, leaves, ParameterView.STORED), within(1e-4 * Math.abs(loss)));
      training
          .gradients()
          .forEach(
              (key, g) -> Slopes.check(step, leaves, ParameterView.STORED, key, requireNonNull(g)));
      return loss;
    }
  }

  /** Every mask learns to be the object, whichever the prompt asked for, unless it is absent. */
  @Test
  void allMasksLearn() {
    Map<String, HostTensor> leaves =
        Map.of("x", random(1, 2, 2, 4, 3, 3), "iou", random(4, 0.2, 2, 4));
    float[] first = binary(2, 0.5, 1, 1, 6, 6).toFloatArray();
    float[] both = java.util.Arrays.copyOf(first, 2 * first.length);
    double loss = check(others(HostTensor.of(both, 2, 1, 6, 6), 0.3), leaves);
    assertThat(
            Slopes.loss(others(HostTensor.of(both, 2, 1, 6, 6), 0.6), leaves, ParameterView.STORED))
        .isCloseTo(2 * loss, within(1e-4));
    float[] seen = both.clone();
    seen[40] = 1;
    assertThat(
            Slopes.loss(others(HostTensor.of(seen, 2, 1, 6, 6), 0.3), leaves, ParameterView.STORED))
        .isGreaterThan(loss + 0.1);
  }

  private static TrainingStep others(HostTensor truth, double weight) {
    return StepOf.loss(
        "others",
        ops ->
            new OthersLoss<>(
                    ops,
                    ops.param("x"),
                    ops.param("iou"),
                    ops.constant(truth),
                    LossWeights.ORIGINAL.withOthers(weight))
                .value());
  }

  @Test
  void pixelsThatDoNotCountDoNotMatter() {
    HostTensor truth = binary(2, 0.4, 2, 1, 6, 5);
    HostTensor counted = binary(3, 0.6, 2, 1, 6, 5);
    Map<String, HostTensor> x = Map.of("x", random(1, 2, 2, 3, 6, 5));
    TrainingStep step = dense(truth, counted);
    double loss = check(step, x);
    float[] other = truth.toFloatArray();
    for (int i = 0; i < other.length; i++) {
      other[i] = counted.toFloatArray()[i] == 1 ? other[i] : 1 - other[i];
    }
    TrainingStep changed = dense(HostTensor.of(other, 2, 1, 6, 5), counted);
    assertThat(Slopes.loss(changed, x, ParameterView.STORED)).isCloseTo(loss, within(1e-5));
    float[] ones = new float[60];
    java.util.Arrays.fill(ones, 1);
    TrainingStep all = dense(truth, HostTensor.of(ones, 2, 1, 6, 5));
    TrainingStep plain =
        StepOf.loss(
            "plain",
            ops -> {
              MaskLoss<Object> m = MaskLoss.of(ops, ops.param("x"), ops.constant(truth));
              return ops.total(ops.add(ops.affine(m.focal(), 20, 0), m.dice()));
            });
    assertThat(Slopes.loss(all, x, ParameterView.STORED))
        .isCloseTo(Slopes.loss(plain, x, ParameterView.STORED), within(1e-5));
  }

  private static TrainingStep dense(HostTensor truth, HostTensor counted) {
    return StepOf.loss(
        "dense",
        ops -> {
          MaskLoss<Object> m =
              new MaskLoss<>(ops, ops.param("x"), ops.constant(truth), ops.constant(counted));
          return ops.total(ops.add(ops.affine(m.focal(), 20, 0), m.dice()));
        });
  }

  private static TrainingStep centerline(HostTensor truth) {
    return StepOf.loss(
        "centreline",
        ops ->
            ops.total(
                new CenterlineLoss<>(ops, ops.sigmoid(ops.param("x")), ops.constant(truth), 2)
                    .value()));
  }

  /** A vessel of three pixels' width, here and there interrupted. */
  private static HostTensor vessel(int from, int to, float in, float out) {
    float[] values = new float[12 * 16];
    java.util.Arrays.fill(values, out);
    for (int y = 4; y < 7; y++) {
      for (int x = from; x < to; x++) {
        values[y * 16 + x] = in;
      }
    }
    return HostTensor.of(values, 1, 1, 12, 16);
  }

  @Test
  void centrelinesAreWholeOrNot() {
    HostTensor truth = vessel(1, 15, 1, 0);
    check(centerline(truth), Map.of("x", random(5, 1.5, 1, 1, 12, 16)));
    double whole =
        Slopes.loss(centerline(truth), Map.of("x", vessel(1, 15, 30, -30)), ParameterView.STORED);
    double half =
        Slopes.loss(centerline(truth), Map.of("x", vessel(1, 8, 30, -30)), ParameterView.STORED);
    assertThat(whole).isCloseTo(0, within(1e-5));
    // A centreline of 12 pixels, 6 of them found, and one of 5, all right; a pixel added to each.
    assertThat(half).isCloseTo(1 - 2 * (7 / 13.0) / (1 + 7 / 13.0), within(1e-5));
  }

  @Test
  void labels() {
    LabelTargets targets =
        new LabelTargets(
            List.of(1.0, 2.0, 0.5), List.of(List.of(1), List.of(0, 2), List.of()), 0.1);
    HostTensor wanted = targets.of(1, -1, 2);
    float[] expected = {0.1f, 1.8f, 0.1f, 0, 0, 0, 0, 0, 0.5f};
    assertThat(wanted.toFloatArray()).containsExactly(expected, within(1e-6f));
    TrainingStep step =
        StepOf.loss(
            "labels", ops -> new LabelLoss<>(ops, ops.param("x"), ops.constant(wanted)).value());
    HostTensor x = random(4, 1, 3, 3);
    double loss = check(step, Map.of("x", x));
    double plain = 0;
    for (int o = 0; o < 3; o++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += Math.exp(x.floats().get(3 * o + k));
      }
      for (int k = 0; k < 3; k++) {
        plain -= expected[3 * o + k] * (x.floats().get(3 * o + k) - Math.log(sum));
      }
    }
    assertThat(loss).isCloseTo(plain, within(1e-5));
    assertThat(LabelTargets.balance(100, 0, 4, 1))
        .containsExactly(Math.sqrt(0.35), 5.0, Math.sqrt(8.75), 5.0);
    assertThatThrownBy(() -> targets.of(3)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new LabelTargets(List.of(1.0), List.of(), 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void spreads() {
    HostTensor truth = HostTensor.of(new float[] {62, 0, 40, 10}, 4, 1);
    HostTensor known = HostTensor.of(new float[] {1, 0, 1, 1}, 4, 1);
    TrainingStep step =
        StepOf.loss(
            "spread",
            ops ->
                new SpreadLoss<>(
                        ops,
                        ops.param("mean"),
                        ops.param("log"),
                        ops.constant(truth),
                        ops.constant(known))
                    .value());
    float[] mean = {58, 7, 45, 11};
    float[] log = {2, 1, 5, 0.1f};
    double loss =
        check(step, Map.of("mean", HostTensor.of(mean, 4, 1), "log", HostTensor.of(log, 4, 1)));
    double plain = 2 + 8 / Math.exp(4) + Math.log(30) + 12.5 / 900 + Math.log(2) + 0.5 / 4;
    assertThat(loss).isCloseTo(plain, within(1e-4));
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new LossWeights(1, -1, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new LossWeights(Double.NaN, 1, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class);
  }
}

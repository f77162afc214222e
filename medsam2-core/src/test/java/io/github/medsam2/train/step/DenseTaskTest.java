// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.Slopes;
import io.github.medsam2.engine.contract.StepOf;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.DenseLoss;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DenseTaskTest {
  private static final int SIDE = 16;

  private static HostTensor random(int seed, int... dims) {
    long[] shape = new long[dims.length];
    int count = 1;
    for (int i = 0; i < dims.length; i++) {
      shape[i] = dims[i];
      count *= dims[i];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) CounterRandom.of(seed).normal(i);
    }
    return HostTensor.of(values, shape);
  }

  private static Map<String, HostTensor> leaves() {
    Map<String, HostTensor> leaves = new LinkedHashMap<>();
    leaves.put("tokens", random(1, 1, 4, 8));
    leaves.put("quarter", random(2, 1, 1, 8, 8));
    leaves.put("dense_loss.top.weight", random(3, 1, 8));
    leaves.put("dense_loss.top.bias", random(4, 1));
    leaves.put("dense_loss.fine.weight", random(5, 1, 1, 1, 1));
    leaves.put("dense_loss.fine.bias", random(6, 1));
    return leaves;
  }

  private static TrainingStep step(DenseLoss rule, double weight, Mask labelled) {
    DenseTask task = new DenseTask(rule, weight, labelled);
    return StepOf.loss(
        "dense",
        ops -> {
          Map<String, Object> features = new LinkedHashMap<>();
          features.put(Slots.TOKENS.name(), ops.param("tokens"));
          features.put(Slots.QUARTER.name(), ops.param("quarter"));
          return task.loss(ops, features);
        });
  }

  private static double loss(DenseLoss rule, double weight, Mask labelled) {
    return Slopes.loss(step(rule, weight, labelled), leaves(), ParameterView.STORED);
  }

  /** Both maps and both features learn, by the loss's slope. */
  @Test
  void gradientsAreSlopes() {
    TrainingStep step =
        step(
            new DenseLoss(1, 0.1, 2, 0.1),
            0.7,
            Mask.ofPolygon(SIDE, SIDE, 3, 4, 9, 4, 9, 11, 3, 11));
    try (Engine engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
        Training training =
            engine.train(
                TrainingSetup.all(
                    io.github.medsam2.engine.contract.MapWeights.inMemory(leaves())))) {
      training.accumulate(step);
      assertThat(training.gradients()).hasSize(6);
      training
          .gradients()
          .forEach(
              (key, g) ->
                  Slopes.check(step, leaves(), ParameterView.STORED, key, requireNonNull(g)));
    }
  }

  /** What lies beyond the band may as well be a vessel nobody labelled. */
  @Test
  void farPixelsCountLittle() {
    Mask corner = Mask.ofPolygon(SIDE, SIDE, 0, 0, 2, 0, 2, 2, 0, 2);
    Mask both = corner.union(Mask.ofPolygon(SIDE, SIDE, 12, 12, 14, 12, 14, 14, 12, 14));
    DenseLoss blind = new DenseLoss(1, 1, 2, 0);
    DenseLoss seeing = new DenseLoss(1, 1, 2, 1);
    assertThat(loss(blind, 1, corner)).isNotCloseTo(loss(blind, 1, both), within(1e-3));
    assertThat(loss(blind, 1, corner)).isNotCloseTo(loss(seeing, 1, corner), within(1e-3));
    assertThat(loss(new DenseLoss(1, 1, 16, 0), 1, corner))
        .isCloseTo(loss(seeing, 1, corner), within(1e-5));
    assertThat(loss(blind, 2, both)).isCloseTo(2 * loss(blind, 1, both), within(1e-5));
  }

  @Test
  void theWeightFallsByACosine() {
    DenseLoss rule = DenseLoss.vessels();
    assertThat(rule.at(0)).isEqualTo(1);
    assertThat(rule.at(0.5)).isCloseTo(0.55, within(1e-9));
    assertThat(rule.at(1)).isCloseTo(0.1, within(1e-9));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What frozen parameters make of an image: once, and without gradients. */
class LastingValuesTest {
  private static final int BYTES = 4 * 6 * 8;

  /** An image through trunk, neck and head, twice in a step, as two frames of a clip. */
  private record Step(long image, List<String> seen) implements TrainingStep {
    @Override
    public String name() {
      return "image " + image;
    }

    @Override
    public <T> Loss<T> build(LossOps<T> ops) {
      T first = head(ops, image);
      T second = head(ops, image + 1);
      return new Loss<>(ops.total(ops.mul(first, second)), Map.of());
    }

    private <T> T head(LossOps<T> ops, long number) {
      HostTensor constant = Eager.randomHost(number, 6, 8);
      T features =
          ops.lasting(
                  constant,
                  "neck",
                  () -> {
                    T map = ops.lasting(constant, "trunk", () -> trunk(ops, constant)).get(0);
                    return layer(ops, "neck", map);
                  })
              .get(0);
      return ops.scope(() -> layer(ops, "head", features).get(0));
    }

    private <T> List<T> trunk(LossOps<T> ops, HostTensor constant) {
      return List.of(ops.scope(() -> layer(ops, "trunk", ops.constant(constant)).get(0)));
    }

    private <T> List<T> layer(LossOps<T> ops, String name, T x) {
      T y = ops.gelu(ops.linear(x, ops.param(name), null));
      PtNDArray array = (PtNDArray) y;
      TrainingScript script = TrainingScript.load(array.getManager());
      seen.add(name + (script.recorded(List.of(array)).get(0) ? " with" : " without"));
      return List.of(y);
    }
  }

  private static Training open(Engine engine, Set<String> learning, boolean recompute, long most) {
    Map<String, HostTensor> weights =
        Map.of(
            "trunk", Eager.randomHost(1, 8, 8),
            "neck", Eager.randomHost(2, 8, 8),
            "head", Eager.randomHost(3, 8, 8));
    TrainingSetup setup = TrainingSetup.of(MapWeights.inMemory(weights), learning);
    return engine.train(setup.withRecompute(recompute).withLastingBytes(most));
  }

  /** The losses of some updates, and what was computed in the last of them. */
  private static List<Double> losses(
      Set<String> learning, boolean recompute, long most, List<String> seen) {
    List<Double> losses = new ArrayList<>();
    try (Engine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1));
        Training training = open(engine, learning, recompute, most)) {
      for (int i = 0; i < 3; i++) {
        for (long image : new long[] {10, 20}) {
          seen.clear();
          losses.add(training.accumulate(new Step(image, seen)).loss());
          losses.add(training.evaluate(new Step(image, new ArrayList<>())).loss());
        }
        training.update(AdamW.DEFAULT, key -> new AdamW.Rate(1e-2, 0));
      }
    }
    return losses;
  }

  @ParameterizedTest
  @CsvSource({
    "head, 0, trunk neck head trunk neck head",
    "head, 10000, head head",
    "neck head, 10000, neck head neck head",
    "trunk head, 10000, trunk neck head trunk neck head"
  })
  void frozenValuesLast(String learning, long most, String computed) {
    Set<String> keys = Set.of(learning.split(" "));
    List<String> seen = new ArrayList<>();
    List<Double> expected = losses(keys, false, 0, new ArrayList<>());
    List<Double> found = losses(keys, false, most, seen);
    assertThat(found).isEqualTo(expected);
    assertThat(String.join(" ", seen).replaceAll(" with(out)?", "")).isEqualTo(computed);
    assertThat(losses(keys, true, most, seen)).isEqualTo(expected);
  }

  @Test
  void nothingFrozenHasGradientsOrIsComputedAgainForThem() {
    List<String> seen = new ArrayList<>();
    losses(Set.of("head"), true, 0, seen);
    assertThat(seen)
        .containsExactly(
            "trunk without",
            "neck without",
            "head with",
            "trunk without",
            "neck without",
            "head with",
            "head with",
            "head with");
  }

  /** Two images fit; another is computed whenever it is asked for. */
  @Test
  void bytesAreBounded() {
    List<String> seen = new ArrayList<>();
    List<Double> expected = losses(Set.of("head"), false, 0, new ArrayList<>());
    assertThat(losses(Set.of("head"), false, 2 * BYTES, seen)).isEqualTo(expected);
    assertThat(seen).containsExactly("head with", "trunk without", "neck without", "head with");
    try (Engine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1))) {
      assertThatThrownBy(() -> open(engine, Set.of("head"), false, -1))
          .isInstanceOf(EngineException.class);
    }
  }
}

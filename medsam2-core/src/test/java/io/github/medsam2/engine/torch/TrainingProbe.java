// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.testing.OwnProcess;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Writes by how many kilobytes 250 turns of training, and trainings, made this process grow. */
final class TrainingProbe {

  private TrainingProbe() {}

  /** Attention in a scope of a linear map, and a frozen key. */
  private record Step() implements TrainingStep {
    @Override
    public String name() {
      return "probe";
    }

    @Override
    public <T> Loss<T> build(LossOps<T> ops) {
      T x = ops.constant(Eager.randomHost(5, 1, 500, BlockProgram.WIDTH));
      T y =
          ops.scope(
              () -> {
                T q = ops.linear(x, ops.param("w"), ops.param("b"));
                return ops.attention(q, q, q, 2, null);
              });
      T z = ops.scope(() -> ops.gelu(ops.add(y, ops.param("b"))));
      T rows = ops.sum(ops.mul(ops.param("table"), ops.param("table")), 0, 1);
      return new Loss<>(ops.add(ops.total(ops.softplus(z)), ops.total(rows)), Map.of("z", z));
    }
  }

  public static void main(String[] arguments) throws IOException {
    boolean recompute = Boolean.parseBoolean(arguments[1]);
    TrainingSetup setup =
        new TrainingSetup(
            BlockProgram.weights(), Set.of("w", "b"), ParameterView.STORED, recompute, 1 << 20);
    try (Engine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1));
        Training training = engine.train(setup)) {
      OwnProcess.report(
          arguments[0],
          250,
          () -> {
            training.accumulate(new Step());
            training.accumulate(new Step());
            training.gradients();
            training.update(AdamW.DEFAULT, key -> new AdamW.Rate(1e-3, 0.1));
            training.restore("w", training.state("w"));
            training.evaluate(new Step());
            engine
                .train(TrainingSetup.all(MapWeights.inMemory(BlockProgram.weights().values())))
                .close();
          });
    }
  }
}

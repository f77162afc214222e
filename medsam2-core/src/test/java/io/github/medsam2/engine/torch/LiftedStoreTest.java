// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.contract.ProgramOf;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Adapted weights share what they do not change, and go with their last program. */
class LiftedStoreTest {
  private static final Program SUM =
      ProgramOf.named("sum").output("y", (o, x) -> o.add(o.param("kept"), o.param("changed")));

  private static HostTensor row(float... values) {
    return HostTensor.of(values, values.length);
  }

  private static OverlaidWeights over(Weights base, float... changed) {
    return OverlaidWeights.of(
        "adapted", base, Map.of("changed", new StoredTensor(row(changed), null)));
  }

  private static HostTensor sum(PreparedProgram program) {
    try (EngineTensor y = program.run(Map.of()).values().iterator().next()) {
      return y.toHost();
    }
  }

  @Test
  void overlaysShareTheirBaseAndAreFreed() {
    Weights base = MapWeights.inMemory(Map.of("kept", row(1, 2), "changed", row(10, 20)));
    try (TorchEngine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1))) {
      PreparedProgram plain = engine.prepare(SUM, base);
      OverlaidWeights adapted = over(base, 30, 40);
      PreparedProgram one = engine.prepare(SUM, adapted);
      PreparedProgram two = engine.prepare(SUM, adapted);
      LiftedWeights lifted = engine.lifted().take(adapted);
      assertThat(lifted.get("kept")).isSameAs(engine.lifted().take(base).get("kept"));
      assertThat(lifted.get("changed")).isNotSameAs(engine.lifted().take(base).get("changed"));
      engine.lifted().giveBack(lifted);
      one.close();
      one.close();
      assertThat(sum(two)).isEqualTo(row(31, 42));
      two.close();
      assertThatThrownBy(() -> lifted.lifetime().use(() -> 0)).isInstanceOf(EngineException.class);
      assertThat(sum(plain)).isEqualTo(row(11, 22));
      try (PreparedProgram again = engine.prepare(SUM, adapted)) {
        assertThat(sum(again)).isEqualTo(row(31, 42));
      }
    }
  }
}

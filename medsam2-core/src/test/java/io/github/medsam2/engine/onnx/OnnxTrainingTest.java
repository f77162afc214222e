// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxTrainingTest {

  @Test
  void itOnlyInfersAndNamesTheEngineThatTrains() {
    TrainingSetup setup =
        TrainingSetup.all(MapWeights.inMemory(Map.of("w", HostTensor.of(new float[1], 1))));
    try (Engine engine = Engines.open("onnx", EngineOptions.DEFAULT)) {
      assertThatThrownBy(() -> engine.train(setup))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("engine onnx", "only infers", "engine torch");
    }
  }
}

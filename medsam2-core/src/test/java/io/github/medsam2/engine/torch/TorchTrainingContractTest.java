// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.TrainingContract;
import io.github.medsam2.engine.TrainingEngines;
import org.junit.jupiter.api.Test;

class TorchTrainingContractTest extends TrainingContract {

  @Override
  public Engine open(EngineOptions options) {
    return Engines.open("torch", options);
  }

  @Test
  void thisIsTheEngineThatIsFoundForTraining() {
    try (Engine engine = TrainingEngines.open(ONE_THREAD)) {
      assertThat(engine.name()).isEqualTo("torch");
    }
  }
}

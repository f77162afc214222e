package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.TrainingContract;

class TorchTrainingContractTest extends TrainingContract {

  @Override
  public Engine open(EngineOptions options) {
    return Engines.open("torch", options);
  }
}

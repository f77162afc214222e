// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineContract;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class TorchContractTest extends EngineContract {

  @Override
  public Engine open(EngineOptions options) {
    return Engines.open("torch", options);
  }
}

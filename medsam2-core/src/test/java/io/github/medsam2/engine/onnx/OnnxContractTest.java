// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineContract;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class OnnxContractTest extends EngineContract {

  @Override
  public Engine open(EngineOptions options) {
    return Engines.open("onnx", options);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class TorchGoldenTest extends GoldenParity {
  @Override
  Engine open(EngineOptions options) {
    return Engines.open("torch", options);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class TorchConceptParityTest extends ConceptParity {
  @Override
  Engine open() {
    return Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
  }
}

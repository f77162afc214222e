// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class TorchConceptSearchTest extends ConceptSearch {
  @Override
  Engine open() {
    return Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
  }
}

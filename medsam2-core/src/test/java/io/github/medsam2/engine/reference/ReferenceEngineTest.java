// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineContract;
import io.github.medsam2.engine.EngineOptions;

/** The reference keeps the contract; its numbers are tested in {@code ReferenceOpsTest}. */
class ReferenceEngineTest extends EngineContract {

  @Override
  public Engine open(EngineOptions options) {
    return new ReferenceEngine();
  }
}

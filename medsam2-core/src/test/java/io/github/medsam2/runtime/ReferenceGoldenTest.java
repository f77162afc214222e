// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.reference.ReferenceEngine;
import org.junit.jupiter.api.Test;

/** The network's wiring alone, without any native engine. */
class ReferenceGoldenTest {

  @Test
  void nanoFeaturesAndTrackingBothWays() {
    GoldenParity.nano(new ReferenceEngine());
  }
}

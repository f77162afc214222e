// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.config.Presets;
import org.junit.jupiter.api.Test;

class OnnxGoldenTest extends GoldenParity {
  @Override
  Engine open(EngineOptions options) {
    return Engines.open("onnx", options);
  }

  /** On this engine alone: a frame takes a quarter of a minute. */
  @Test
  void tinyAt1024() {
    trackingPass("sam21_tiny_1024", Presets.sam21Tiny().withImageSize(1024), 4);
  }
}

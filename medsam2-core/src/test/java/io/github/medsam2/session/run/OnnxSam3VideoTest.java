// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;

class OnnxSam3VideoTest extends Sam3VideoParity {
  @Override
  Engine open(EngineOptions options) {
    return Engines.open("onnx", options);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.receipt.Environment;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.runtime.Stations;

/** Who makes features and answers, for those who want to know it later. Thread-safe. */
record Encoder(Stations stations, ModelOptions options) {

  /** Which model; reads all weights the first time. */
  ModelIdentity identity() {
    ModelConfig c = stations.config();
    return ModelIdentity.of(
        c.name(),
        stations.fingerprint(),
        c.imageSize(),
        options.attentionText(),
        stations.adapters());
  }

  Environment environment() {
    return Environment.of(stations.engine(), options.engine());
  }

  /** The rule for samples of other than 8 bits, as text. */
  String intensity() {
    return options.intensityText();
  }
}

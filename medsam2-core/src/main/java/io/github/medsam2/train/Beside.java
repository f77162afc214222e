// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.ModelConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** What learns with a network and is left behind when it is exported. */
final class Beside {

  private Beside() {}

  /** The weights and what learns beside them. */
  static Weights with(Weights weights, ModelConfig config, TrainerOptions options) {
    if (options.dense.isEmpty()) {
      return weights;
    }
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    weights.keys().forEach(key -> all.put(key, weights.get(key)));
    options
        .dense
        .get()
        .parameters(config)
        .forEach((key, value) -> all.put(key, new StoredTensor(value, null)));
    return Checkpoint.of(weights.source(), all);
  }
}

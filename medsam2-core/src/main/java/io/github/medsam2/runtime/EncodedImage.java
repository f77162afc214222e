// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import java.util.Map;
import java.util.Objects;

/**
 * The features of one image in the engine's memory: 4 MiB at 512 pixels. Immutable, shareable
 * between threads, freed when closed; closing is idempotent.
 */
public final class EncodedImage implements AutoCloseable {
  private final Map<String, EngineTensor> features;

  EncodedImage(Map<String, EngineTensor> features) {
    this.features = Map.copyOf(features);
  }

  Map<String, EngineTensor> features() {
    return features;
  }

  /** Coarse features (1, g * g, C), without memory. */
  public EngineTensor tokens() {
    return Objects.requireNonNull(features.get("tokens"));
  }

  /** All features by name: {@code tokens}, and {@code half}, {@code quarter} where there are. */
  public EngineTensor get(String name) {
    return Objects.requireNonNull(features.get(name), name);
  }

  @Override
  public void close() {
    features.values().forEach(EngineTensor::close);
  }
}

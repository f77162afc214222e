// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.Slot;
import java.util.Map;
import java.util.Objects;

/**
 * The features of one image in the engine's memory: 4 MiB at 512 pixels. Immutable, shareable
 * between threads, freed when closed; closing is idempotent.
 */
public final class EncodedImage implements AutoCloseable {
  private final Map<Slot, EngineTensor> features;

  EncodedImage(Map<Slot, EngineTensor> features) {
    this.features = Map.copyOf(features);
  }

  Map<Slot, EngineTensor> features() {
    return features;
  }

  /** Coarse features (1, g * g, C), without memory. */
  public EngineTensor tokens() {
    return Objects.requireNonNull(features.get(Slots.TOKENS));
  }

  /** A feature map: tokens, and half and quarter where there are. */
  public EngineTensor get(Slot slot) {
    return Objects.requireNonNull(features.get(slot), slot.name());
  }

  @Override
  public void close() {
    features.values().forEach(EngineTensor::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.concept.ConceptSlots;
import io.github.medsam2.ops.Slot;
import java.util.Map;
import java.util.Objects;

/**
 * What every prompt for a concept needs of an image, in the engine's memory: 117 MB at 1008 pixels.
 * Immutable, shareable between threads, freed when closed; closing is idempotent.
 *
 * @param features the detector's three maps, and what it first makes of the coarsest
 */
public record ConceptImage(Map<Slot, EngineTensor> features) implements AutoCloseable {

  EngineTensor coarse() {
    return get(ConceptSlots.COARSE);
  }

  EngineTensor get(Slot slot) {
    return Objects.requireNonNull(features.get(slot), slot.name());
  }

  @Override
  public void close() {
    features.values().forEach(EngineTensor::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.Slot;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The features of one image in the engine's memory: 4 MiB at 512 pixels. Immutable, shareable
 * between threads, freed when closed; closing is idempotent.
 */
public final class EncodedImage implements AutoCloseable {
  private final Map<Slot, EngineTensor> features;
  private final @Nullable EngineTensor map;

  /**
   * @param features of prompts
   * @param map of the trunk, where a second network wants it
   */
  EncodedImage(Map<Slot, EngineTensor> features, @Nullable EngineTensor map) {
    this.features = Map.copyOf(features);
    this.map = map;
  }

  Map<Slot, EngineTensor> features() {
    return features;
  }

  /** Coarse features (1, g * g, C), without memory. */
  public EngineTensor tokens() {
    return Objects.requireNonNull(features.get(Slots.TOKENS));
  }

  /** A feature map: tokens, and half, quarter and the trunk's map where there are. */
  public EngineTensor get(Slot slot) {
    return slot.equals(Slots.MAP) ? map() : Objects.requireNonNull(features.get(slot), slot.name());
  }

  /**
   * The trunk's map (1, g, g, W), for the necks of other networks.
   *
   * @throws InvalidInputException of an image that was not encoded for them
   */
  public EngineTensor map() {
    if (map == null) {
      throw new InvalidInputException(
          "encoded image",
          "the trunk's map beside the features",
          "features for boxes, clicks and masks only",
          "embed the image with a model that understands words and example boxes");
    }
    return map;
  }

  @Override
  public void close() {
    features.values().forEach(EngineTensor::close);
    if (map != null) {
      map.close();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.Slot;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The features of one image in the engine's memory: 4 MiB at 512 pixels, and 4.5 MiB more once it
 * was prompted. Shareable between threads, freed when closed; closing is idempotent.
 */
public final class EncodedImage implements AutoCloseable {
  private final Map<Slot, EngineTensor> features;
  private final @Nullable EngineTensor map;
  private @Nullable PromptView view;
  private boolean closed;

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

  /**
   * The image as the mask decoder sees it, made by the first thread that asks while others wait.
   *
   * @throws InvalidInputException when it is closed
   */
  synchronized PromptView view(Supplier<PromptView> maker) {
    if (closed) {
      throw new InvalidInputException(
          "encoded image", "open", "closed", "close it after its last prompt");
    }
    PromptView known = view;
    if (known == null) {
      known = maker.get();
      view = known;
    }
    return known;
  }

  /** Frees what prompts share, while nobody prompts; the next prompt makes it again. */
  synchronized void forgetView() {
    if (view != null) {
      view.close();
      view = null;
    }
  }

  /** Bytes held for prompts beside the features: 0 before the first. */
  synchronized long bytesOfView() {
    return view == null ? 0 : view.bytes();
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
    end();
    features.values().forEach(EngineTensor::close);
    if (map != null) {
      map.close();
    }
  }

  private synchronized void end() {
    closed = true;
    forgetView();
  }
}

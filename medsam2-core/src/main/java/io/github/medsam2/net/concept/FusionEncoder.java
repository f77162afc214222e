// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * The image reads a prompt. What it first thinks by itself is the same for every prompt.
 *
 * @param at the module
 * @param config sizes
 * @param <T> the engine's value
 */
public record FusionEncoder<T>(Layers<T> at, ConceptConfig config) {

  /**
   * What no prompt changes: (1, g * g, C).
   *
   * @param image (1, g * g, C) coarse features of the detector's neck
   * @param place (1, g * g, C) where they are
   */
  public T look(T image, T place) {
    return at.ops().scope(() -> layer(0).among(image, place));
  }

  /**
   * @param looked of {@link #look}
   * @param place (1, g * g, C)
   * @param prompt (1, P, C) words, then tokens of examples
   * @return (1, g * g, C)
   */
  public T read(T looked, T place, T prompt) {
    Ops<T> ops = at.ops();
    T x = ops.scope(() -> layer(0).beyond(looked, prompt, prompt));
    for (int i = 1; i < config.fusionLayers(); i++) {
      PromptLayer<T> layer = layer(i);
      T before = x;
      x = ops.scope(() -> layer.beyond(layer.among(before, place), prompt, prompt));
    }
    return x;
  }

  private PromptLayer<T> layer(int i) {
    return new PromptLayer<>(at.at("layers", i), config.heads());
  }
}

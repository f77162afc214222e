// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.MaskDecoder;
import io.github.medsam2.net.tracker.PromptEncoder;
import io.github.medsam2.net.tracker.SeenImage;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the mask decoder computes of an image once for all prompts: its first layer's {@link
 * Slots#KEYS}, {@link Slots#VALUES} and {@link Slots#QUERIES}, for prompts without a mask, and the
 * features in the order it upscales in.
 *
 * @param config sizes
 */
public record Glance(ModelConfig config) implements Program {
  /** What prompts without a mask need of it besides. */
  public static final List<Slot> FIRST_LAYER = List.of(Slots.KEYS, Slots.VALUES, Slots.QUERIES);

  @Override
  public String name() {
    return "image for prompts";
  }

  @Override
  public List<Port> inputs() {
    return Sam2.features(config);
  }

  @Override
  public List<String> outputs() {
    List<Slot> all = new ArrayList<>(FIRST_LAYER);
    if (config.decoder().highResolution()) {
      all.addAll(List.of(Slots.HALF_CELLS, Slots.QUARTER_CELLS));
    }
    return Values.names(all);
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Layers.root(ops);
    PromptEncoder<T> prompts = PromptEncoder.of(root, config.tracker());
    MaskDecoder<T> decoder = new MaskDecoder<>(root, config.tracker());
    T image = ops.add(in.get(Slots.TOKENS), prompts.nothing());
    SeenImage<T> seen = decoder.see(image, prompts.grid());
    Values<T> out = Values.empty();
    out.put(Slots.KEYS, seen.keys());
    out.put(Slots.VALUES, seen.values());
    out.put(Slots.QUERIES, seen.queries());
    if (config.decoder().highResolution()) {
      out.put(Slots.HALF_CELLS, decoder.halfCells(in.get(Slots.HALF)));
      out.put(Slots.QUARTER_CELLS, decoder.quarterCells(in.get(Slots.QUARTER)));
    }
    return out.byName();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.MemoryEncoder;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A frame and its mask to a memory map: {@link Slots#TOKENS}, {@link Slots#MASK} (B, 1, s, s)
 * logits and {@link Slots#ABSENT} to {@link Slots#MEMORY}.
 *
 * @param config sizes
 * @param maskSide side s of the mask: 4g, or that of the image
 * @param binarise whether the mask is remembered as sure: on conditioning frames
 */
public record Remember(ModelConfig config, int maskSide, boolean binarise) implements Program {
  @Override
  public String name() {
    return "memory encoder";
  }

  @Override
  public List<Port> inputs() {
    return List.of(
        Sam2.tokens(config),
        Slots.MASK.floats(Shape.ANY, 1, maskSide, maskSide),
        Slots.ABSENT.floats(Shape.ANY, 1));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(Slots.MEMORY));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    MemoryEncoder<T> encoder = new MemoryEncoder<>(Layers.root(ops), config.tracker());
    Values<T> out = Values.empty();
    out.put(
        Slots.MEMORY,
        encoder.encode(in.get(Slots.TOKENS), in.get(Slots.MASK), in.get(Slots.ABSENT), binarise));
    return out.byName();
  }
}

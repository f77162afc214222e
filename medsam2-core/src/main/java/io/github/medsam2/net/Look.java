// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.MemoryAttention;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * What memory attention computes of a frame once for all objects: {@link Slots#TOKENS} to {@link
 * Slots#FRAME} and {@link Slots#QUERY}.
 *
 * @param config sizes
 */
public record Look(ModelConfig config) implements Program {
  @Override
  public String name() {
    return "memory attention, frame part";
  }

  @Override
  public Role role() {
    return Role.MEMORY;
  }

  @Override
  public List<Port> inputs() {
    return List.of(Sam2.tokens(config));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(Slots.FRAME, Slots.QUERY));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    MemoryAttention<T> attention = MemoryAttention.of(Layers.root(ops), config.tracker());
    MemoryAttention.Frame<T> frame = attention.frame(new Values<>(in).get(Slots.TOKENS));
    Values<T> out = Values.empty();
    out.put(Slots.FRAME, frame.x());
    out.put(Slots.QUERY, frame.query());
    return out.byName();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.MemoryAttention;
import io.github.medsam2.net.tracker.MemoryTimes;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A frame conditioned on one object's memory: {@link Slots#FRAME} and {@link Slots#QUERY} of {@link
 * Look}, {@link Slots#MAPS}, {@link Slots#MAP_TIMES}, and with pointers {@link Slots#POINTERS} and
 * {@link Slots#DISTANCES}, to {@link Slots#TOKENS}.
 *
 * @param config sizes
 * @param pointers whether the bank holds any object pointer
 */
public record Condition(ModelConfig config, boolean pointers) implements Program {
  @Override
  public String name() {
    return "memory attention";
  }

  @Override
  public Role role() {
    return Role.MEMORY;
  }

  @Override
  public List<Port> inputs() {
    long tokens = config.grids().tokens();
    int c = config.width();
    List<Port> ports = new ArrayList<>();
    ports.add(Slots.FRAME.floats(1, tokens, c));
    ports.add(Slots.QUERY.floats(1, tokens, c));
    ports.add(Slots.MAPS.floats(Shape.ANY, tokens, config.memory().width()));
    ports.add(Slots.MAP_TIMES.longs(Shape.ANY));
    if (pointers) {
      ports.add(Slots.POINTERS.floats(1, Shape.ANY, c));
      ports.add(Slots.DISTANCES.floats(1, Shape.ANY, c));
    }
    return ports;
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(Slots.TOKENS));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Layers.root(ops);
    MemoryTimes<T> times = new MemoryTimes<>(root, config.tracker());
    MemoryAttention.Memory<T> memory =
        new MemoryAttention.Memory<>(
            in.get(Slots.MAPS),
            times.maps(in.get(Slots.MAP_TIMES)),
            pointers ? times.pointers(in.get(Slots.POINTERS)) : null,
            pointers ? times.pointerTimes(in.get(Slots.DISTANCES)) : null);
    MemoryAttention.Frame<T> frame =
        new MemoryAttention.Frame<>(in.get(Slots.FRAME), in.get(Slots.QUERY));
    Values<T> out = Values.empty();
    out.put(Slots.TOKENS, MemoryAttention.of(root, config.tracker()).attend(frame, memory));
    return out.byName();
  }
}

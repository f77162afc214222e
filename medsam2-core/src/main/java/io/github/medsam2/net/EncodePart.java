// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * One part of a trunk that is computed in several: {@link Slots#IMAGE} or {@link Slots#MAP} to
 * {@link Slots#MAP}.
 *
 * @param config sizes
 * @param index of the part
 */
public record EncodePart(ModelConfig config, int index) implements Program {
  @Override
  public String name() {
    return "image encoder, part " + index;
  }

  @Override
  public Role role() {
    return Role.IMAGE;
  }

  @Override
  public List<Port> inputs() {
    return List.of(
        index == 0
            ? Slots.IMAGE.floats(1, 3, config.imageSize(), config.imageSize())
            : Sam2.map(config));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(Slots.MAP));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    T before = new Values<>(inputs).get(index == 0 ? Slots.IMAGE : Slots.MAP);
    Values<T> out = Values.empty();
    List<T> after = config.trunk().part(index, Layers.root(ops), List.of(before));
    out.put(Slots.MAP, after.get(0));
    return out.byName();
  }
}

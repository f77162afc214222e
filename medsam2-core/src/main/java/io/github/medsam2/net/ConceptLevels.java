// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * The second neck of a trunk, for a network that finds all instances of a concept: {@link
 * Slots#MAP} to {@link Slots#LEVELS}.
 *
 * @param config sizes
 * @param trunk its trunk
 */
public record ConceptLevels(ModelConfig config, TwoNecked trunk) implements Program {
  @Override
  public String name() {
    return "neck of concepts";
  }

  @Override
  public List<Port> inputs() {
    return List.of(Sam2.map(config));
  }

  @Override
  public List<String> outputs() {
    return Values.names(Slots.LEVELS);
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    List<T> levels = trunk.levels(Layers.root(ops), new Values<>(in).get(Slots.MAP));
    Values<T> out = Values.empty();
    for (int i = 0; i < levels.size(); i++) {
      out.put(Slots.LEVELS.get(i), levels.get(i));
    }
    return out.byName();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * What every prompt on an image needs of it: {@link ConceptSlots#COARSE} to {@link
 * ConceptSlots#LOOKED}.
 *
 * @param net sizes
 */
public record LookAtImage(Concepts net) implements Program {
  @Override
  public String name() {
    return "fusion encoder, image part";
  }

  @Override
  public List<Port> inputs() {
    return List.of(net.coarse());
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(ConceptSlots.LOOKED));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    FusionEncoder<T> encoder = new FusionEncoder<>(root.at(ConceptConfig.FUSION), net.config());
    Values<T> out = Values.empty();
    out.put(
        ConceptSlots.LOOKED,
        encoder.look(net.tokens(ops, in.get(ConceptSlots.COARSE)), net.place(root)));
    return out.byName();
  }
}

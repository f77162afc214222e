// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * An image that has read a prompt: {@link ConceptSlots#LOOKED}, {@link ConceptSlots#PROMPT} to
 * {@link ConceptSlots#FUSED}.
 *
 * @param net sizes
 */
public record ReadPrompt(Concepts net) implements Program {
  @Override
  public String name() {
    return "fusion encoder";
  }

  @Override
  public List<Port> inputs() {
    return List.of(
        net.tokens(ConceptSlots.LOOKED),
        ConceptSlots.PROMPT.floats(1, Shape.ANY, net.config().width()));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(ConceptSlots.FUSED));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    FusionEncoder<T> encoder = new FusionEncoder<>(root.at(ConceptConfig.FUSION), net.config());
    Values<T> out = Values.empty();
    out.put(
        ConceptSlots.FUSED,
        encoder.read(in.get(ConceptSlots.LOOKED), net.place(root), in.get(ConceptSlots.PROMPT)));
    return out.byName();
  }
}

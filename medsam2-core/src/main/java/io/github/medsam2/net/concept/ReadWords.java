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
 * A sequence to what was said: {@link ConceptSlots#IDS}, {@link ConceptSlots#PLACES}, {@link
 * ConceptSlots#CAUSAL} to {@link ConceptSlots#WORDS}.
 *
 * @param config sizes
 */
public record ReadWords(ConceptConfig config) implements Program {
  @Override
  public String name() {
    return "text encoder";
  }

  @Override
  public List<Port> inputs() {
    return List.of(
        ConceptSlots.IDS.longs(1, Shape.ANY),
        ConceptSlots.PLACES.longs(1, Shape.ANY),
        ConceptSlots.CAUSAL.floats(1, 1, Shape.ANY, Shape.ANY));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(ConceptSlots.WORDS));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    TextEncoder<T> encoder = new TextEncoder<>(root.at(ConceptConfig.TEXT), config.text());
    Values<T> out = Values.empty();
    out.put(
        ConceptSlots.WORDS,
        encoder.encode(
            in.get(ConceptSlots.IDS), in.get(ConceptSlots.PLACES), in.get(ConceptSlots.CAUSAL)));
    return out.byName();
  }
}

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
 * The masks of queries that are kept: {@link ConceptSlots#FUSED}, {@link ConceptSlots#PROMPT},
 * {@link ConceptSlots#MIDDLE}, {@link ConceptSlots#FINE}, {@link ConceptSlots#QUERIES} to {@link
 * ConceptSlots#MASKS}.
 *
 * @param net sizes
 */
public record PaintMasks(Concepts net) implements Program {
  @Override
  public String name() {
    return "mask painter";
  }

  @Override
  public List<Port> inputs() {
    int g = net.side();
    int c = net.config().width();
    return List.of(
        net.tokens(ConceptSlots.FUSED),
        ConceptSlots.PROMPT.floats(1, Shape.ANY, c),
        ConceptSlots.MIDDLE.floats(1, c, 2L * g, 2L * g),
        ConceptSlots.FINE.floats(1, c, 4L * g, 4L * g),
        ConceptSlots.QUERIES.floats(1, Shape.ANY, c));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(ConceptSlots.MASKS));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    MaskPainter<T> painter =
        new MaskPainter<>(root.at(ConceptConfig.MASKS), net.config(), net.side());
    T pixels =
        painter.pixels(
            in.get(ConceptSlots.FUSED),
            in.get(ConceptSlots.PROMPT),
            in.get(ConceptSlots.MIDDLE),
            in.get(ConceptSlots.FINE));
    Values<T> out = Values.empty();
    out.put(ConceptSlots.MASKS, painter.masks(pixels, in.get(ConceptSlots.QUERIES)));
    return out.byName();
  }
}

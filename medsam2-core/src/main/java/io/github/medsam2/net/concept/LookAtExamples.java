// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Example boxes to tokens: {@link ConceptSlots#COARSE} and, with boxes, {@link ConceptSlots#BOXES},
 * {@link ConceptSlots#CODES}, {@link ConceptSlots#LABELS}, {@link ConceptSlots#ROWS}, {@link
 * ConceptSlots#COLUMNS} to {@link ConceptSlots#EXAMPLES}.
 *
 * @param net sizes
 * @param boxes whether there are any
 */
public record LookAtExamples(Concepts net, boolean boxes) implements Program {
  @Override
  public String name() {
    return "example encoder";
  }

  @Override
  public List<Port> inputs() {
    List<Port> ports = new ArrayList<>();
    ports.add(net.coarse());
    if (boxes) {
      ports.add(ConceptSlots.BOXES.floats(Shape.ANY, 4));
      ports.add(ConceptSlots.CODES.floats(Shape.ANY, net.config().width() + 2L));
      ports.add(ConceptSlots.LABELS.longs(Shape.ANY));
      ports.add(ConceptSlots.ROWS.floats(Shape.ANY, 1, BoxPool.CELLS, net.side()));
      ports.add(ConceptSlots.COLUMNS.floats(Shape.ANY, 1, net.side(), BoxPool.CELLS));
    }
    return ports;
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(ConceptSlots.EXAMPLES));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    ExampleEncoder<T> encoder =
        new ExampleEncoder<>(root.at(ConceptConfig.EXAMPLES), net.config(), net.side());
    ExampleEncoder.Boxes<T> given =
        boxes
            ? new ExampleEncoder.Boxes<>(
                in.get(ConceptSlots.BOXES),
                in.get(ConceptSlots.CODES),
                in.get(ConceptSlots.LABELS),
                in.get(ConceptSlots.ROWS),
                in.get(ConceptSlots.COLUMNS))
            : null;
    Values<T> out = Values.empty();
    out.put(
        ConceptSlots.EXAMPLES,
        encoder.encode(net.tokens(ops, in.get(ConceptSlots.COARSE)), net.place(root), given));
    return out.byName();
  }
}

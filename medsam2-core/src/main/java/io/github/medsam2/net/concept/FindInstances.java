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
 * Boxes and scores: {@link ConceptSlots#FUSED}, {@link ConceptSlots#PROMPT}, {@link
 * ConceptSlots#AVERAGE} to {@link ConceptSlots#QUERIES}, {@link ConceptSlots#FOUND}, {@link
 * ConceptSlots#LOGITS}, {@link ConceptSlots#PRESENCE}.
 *
 * @param net sizes
 */
public record FindInstances(Concepts net) implements Program {
  @Override
  public String name() {
    return "instance decoder";
  }

  @Override
  public List<Port> inputs() {
    return List.of(
        net.tokens(ConceptSlots.FUSED),
        ConceptSlots.PROMPT.floats(1, Shape.ANY, net.config().width()),
        ConceptSlots.AVERAGE.floats(1, 1, Shape.ANY));
  }

  @Override
  public List<String> outputs() {
    return Values.names(
        List.of(
            ConceptSlots.QUERIES, ConceptSlots.FOUND, ConceptSlots.LOGITS, ConceptSlots.PRESENCE));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Concepts.root(ops);
    QueryDecoder<T> decoder =
        new QueryDecoder<>(root.at(ConceptConfig.DECODER), net.config(), net.side());
    T prompt = in.get(ConceptSlots.PROMPT);
    QueryDecoder.Seen<T> seen =
        new QueryDecoder.Seen<>(in.get(ConceptSlots.FUSED), net.place(root), prompt);
    List<QueryDecoder.Found<T>> layers = decoder.decode(seen);
    QueryDecoder.Found<T> last = layers.get(layers.size() - 1);
    T queries = decoder.normed(last.queries());
    PromptScores<T> scores = new PromptScores<>(root.at(ConceptConfig.SCORES));
    Values<T> out = Values.empty();
    out.put(ConceptSlots.QUERIES, queries);
    out.put(ConceptSlots.FOUND, last.boxes());
    out.put(ConceptSlots.LOGITS, scores.score(queries, prompt, in.get(ConceptSlots.AVERAGE)));
    out.put(ConceptSlots.PRESENCE, decoder.presence(last.presence()));
    return out.byName();
  }
}

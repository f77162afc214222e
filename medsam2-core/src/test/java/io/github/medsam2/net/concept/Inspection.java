// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All stations in one program that shows what lies between them.
 *
 * @param net sizes
 * @param boxes whether there are example boxes
 */
record Inspection(Concepts net, boolean boxes) implements Program {
  @Override
  public String name() {
    return "inspection";
  }

  @Override
  public List<Port> inputs() {
    List<Port> ports = new ArrayList<>(net.lookAtExamples(boxes).inputs());
    ports.addAll(net.readWords().get(0).inputs());
    ports.add(ConceptSlots.AVERAGE.floats(1, 1, Shape.ANY));
    List<Port> paint = net.paintMasks().inputs();
    ports.add(paint.get(2));
    ports.add(paint.get(3));
    return ports;
  }

  @Override
  public List<String> outputs() {
    List<String> names =
        new ArrayList<>(
            List.of("words", "examples", "prompt", "fused", "rpb0", "logits", "presence"));
    for (int i = 0; i < net.config().decoderLayers(); i++) {
      names.add("queries" + i);
      names.add("boxes" + i);
    }
    names.addAll(List.of("pixels", "masks"));
    return names;
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    Map<String, T> out = Values.<T>empty().byName();
    Map<String, T> said = Values.<T>empty().byName();
    said.putAll(in);
    net.readWords().forEach(part -> said.putAll(part.build(ops, said)));
    out.put("words", said.get("words"));
    out.putAll(net.lookAtExamples(boxes).build(ops, in));
    T prompt = ops.concat(1, List.of(out.get("words"), out.get("examples")));
    out.put("prompt", prompt);
    Map<String, T> more = Values.<T>empty().byName();
    more.putAll(in);
    more.putAll(net.lookAtImage().build(ops, in));
    more.put("prompt", prompt);
    T fused = net.readPrompt().build(ops, more).get("fused");
    out.put("fused", fused);
    more.put("fused", fused);
    Map<String, T> found = net.findInstances().build(ops, more);
    out.put("logits", found.get("logits"));
    out.put("presence", found.get("presence"));
    more.put("queries", found.get("queries"));
    out.putAll(net.paintMasks().build(ops, more));
    Layers<T> root = Concepts.root(ops);
    layers(ops, root, requireNonNull(fused), prompt, out);
    out.put(
        "pixels",
        new MaskPainter<>(root.at(ConceptConfig.MASKS), net.config(), net.side())
            .pixels(
                requireNonNull(fused),
                prompt,
                requireNonNull(in.get(ConceptSlots.MIDDLE.name())),
                requireNonNull(in.get(ConceptSlots.FINE.name()))));
    return out;
  }

  private <T> void layers(Ops<T> ops, Layers<T> root, T fused, T prompt, Map<String, T> out) {
    Layers<T> at = root.at(ConceptConfig.DECODER);
    List<QueryDecoder.Found<T>> found =
        new QueryDecoder<>(at, net.config(), net.side())
            .decode(new QueryDecoder.Seen<>(fused, net.place(root), prompt));
    for (int i = 0; i < found.size(); i++) {
      out.put("queries" + i, found.get(i).queries());
      out.put("boxes" + i, found.get(i).boxes());
    }
    T points =
        ops.reshape(ops.sigmoid(at.param("reference_points.weight")), 1, net.config().queries(), 4);
    T bias = new BoxCode<>(at, net.config(), net.side()).bias(points);
    out.put("rpb0", ops.slice(bias, 2, 1, 1L + net.config().queries()));
  }
}

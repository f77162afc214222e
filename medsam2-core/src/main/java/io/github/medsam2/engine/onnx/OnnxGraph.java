// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph being written: nodes in order, inputs and outputs. Field numbers are those of
 * onnx.proto. IR 9 and opset 20 load on every runtime since 1.17.
 */
final class OnnxGraph {
  private static final long IR_VERSION = 9;
  private static final long OPSET = 20;
  private static final String CONTRIBUTED = "com.microsoft";
  private static final String INPUT = "in:";
  private static final String OUTPUT = "out:";

  private final String name;
  private final StoredValues stored;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, OnnxValue> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();

  OnnxGraph(String name, StoredValues stored) {
    this.name = name;
    this.stored = stored;
  }

  private record Node(
      String domain, String op, List<String> in, String out, List<Attribute> attributes) {}

  /** Declares an input. */
  OnnxValue input(Program.Port port) {
    OnnxValue value =
        new OnnxValue(INPUT + port.name(), port.dtype(), port.shape(), OnnxValue.Kind.INPUT);
    inputs.put(port.name(), value);
    return value;
  }

  /** The program's name of an output of the graph. */
  static String portOf(String output) {
    return output.substring(OUTPUT.length());
  }

  /** Appends a node with one output. */
  OnnxValue node(String op, DType dtype, Shape shape, List<OnnxValue> in, Attribute... attributes) {
    return node("", op, dtype, shape, in, attributes);
  }

  /** Appends a node of an operator that is the runtime's own, not ONNX's. */
  OnnxValue contributed(String op, Shape shape, List<OnnxValue> in) {
    return node(CONTRIBUTED, op, DType.FLOAT32, shape, in);
  }

  private OnnxValue node(
      String domain,
      String op,
      DType dtype,
      Shape shape,
      List<OnnxValue> in,
      Attribute... attributes) {
    String out = "v" + nodes.size();
    List<String> names = in.stream().map(OnnxValue::name).toList();
    nodes.add(new Node(domain, op, names, out, List.of(attributes)));
    return new OnnxValue(out, dtype, shape, OnnxValue.Kind.COMPUTED);
  }

  /** Declares an output. */
  void output(String port, OnnxValue value) {
    outputs.put(port, value);
  }

  /** The encoded {@code ModelProto}. */
  ProtoMessage toModel() {
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .text(2, "medsam2")
        .message(7, graph())
        .message(8, new ProtoMessage().text(1, "").number(2, OPSET))
        .message(8, new ProtoMessage().text(1, CONTRIBUTED).number(2, 1));
  }

  private ProtoMessage graph() {
    Map<String, String> renamed = nameOutputs();
    ProtoMessage graph = new ProtoMessage().text(2, name);
    nodes.forEach(n -> graph.message(1, encode(n, renamed)));
    Set<String> used = new HashSet<>();
    nodes.forEach(n -> used.addAll(n.in));
    stored.writeTo(graph, 5, used);
    inputs.values().forEach(v -> graph.message(11, port(v.name(), v)));
    outputs.forEach((port, v) -> graph.message(12, port(OUTPUT + port, v)));
    return graph;
  }

  /**
   * Gives the nodes that end in outputs the outputs' names. An output that is an input, a stored
   * value or another output's value gets a node of its own, as ONNX demands.
   */
  private Map<String, String> nameOutputs() {
    Map<String, String> renamed = new HashMap<>();
    Set<String> taken = new HashSet<>();
    outputs.forEach(
        (port, v) -> {
          if (v.kind() == OnnxValue.Kind.COMPUTED && taken.add(v.name())) {
            renamed.put(v.name(), OUTPUT + port);
          } else {
            nodes.add(new Node("", "Identity", List.of(v.name()), OUTPUT + port, List.of()));
          }
        });
    return renamed;
  }

  private static ProtoMessage encode(Node node, Map<String, String> renamed) {
    ProtoMessage proto = new ProtoMessage();
    node.in.forEach(in -> proto.text(1, renamed.getOrDefault(in, in)));
    proto.text(2, renamed.getOrDefault(node.out, node.out));
    proto.text(3, node.op + " " + node.out).text(4, node.op);
    node.attributes.forEach(a -> proto.message(5, a.proto()));
    if (!node.domain.isEmpty()) {
      proto.text(7, node.domain);
    }
    return proto;
  }

  private ProtoMessage port(String portName, OnnxValue value) {
    ProtoMessage shape = new ProtoMessage();
    for (long size : value.shape().dims()) {
      ProtoMessage dim = new ProtoMessage();
      shape.message(1, size == Shape.ANY ? dim : dim.number(1, size));
    }
    ProtoMessage tensor =
        new ProtoMessage()
            .number(1, OnnxTypes.of("graph " + name, value.dtype()).onnx())
            .message(2, shape);
    return new ProtoMessage().text(1, portName).message(2, new ProtoMessage().message(1, tensor));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Set<String> usedInside = new HashSet<>();
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

  /**
   * Appends a node that does for each part of a value, along its first axis, what another operator
   * does of the part and further values.
   *
   * @param op with one output
   * @param parts (P, ..)
   * @param shape of one result; those of all parts are put together along a first axis
   * @param more further inputs of the operator, the same for all parts
   */
  OnnxValue each(
      String op, OnnxValue parts, Shape shape, List<OnnxValue> more, Attribute... attributes) {
    String part = "part" + nodes.size();
    String result = "result" + nodes.size();
    List<String> in = new ArrayList<>(List.of(part));
    more.forEach(v -> in.add(v.name()));
    usedInside.addAll(in);
    Node node = new Node("", op, in, result, List.of(attributes));
    Shape one = Shape.of(Arrays.copyOfRange(parts.shape().dims(), 1, parts.shape().rank()));
    ProtoMessage body =
        new ProtoMessage()
            .message(1, encode(node, Map.of()))
            .text(2, "each")
            .message(11, port(part, new OnnxValue(part, parts.dtype(), one, parts.kind())))
            .message(12, port(result, new OnnxValue(result, parts.dtype(), shape, parts.kind())));
    long[] all = new long[shape.rank() + 1];
    all[0] = parts.shape().dim(0);
    System.arraycopy(shape.dims(), 0, all, 1, shape.rank());
    return node(
        "Scan",
        parts.dtype(),
        Shape.of(all),
        List.of(parts),
        Attribute.of("body", body),
        Attribute.of("num_scan_inputs", 1));
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
    used.addAll(usedInside);
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

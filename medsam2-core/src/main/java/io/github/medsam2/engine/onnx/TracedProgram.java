// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A program written as an ONNX model.
 *
 * @param model the encoded {@code ModelProto}
 * @param folder where the files of weights it refers to lie, when it refers to any
 */
record TracedProgram(ProtoMessage model, Optional<Path> folder) {

  /** What DJL is given for a program without inputs, which it cannot run. */
  static final HostTensor NOTHING = HostTensor.zeros(DType.FLOAT32, Shape.of(1));

  /**
   * @param rounded whether large layers calculate in 8 bits
   */
  static TracedProgram of(Program program, Weights weights, boolean rounded) {
    StoredValues stored = new StoredValues(weights);
    OnnxGraph graph = new OnnxGraph(program.name(), stored);
    Map<String, OnnxValue> in = new LinkedHashMap<>();
    program.inputs().forEach(port -> in.put(port.name(), graph.input(port)));
    if (program.inputs().isEmpty()) {
      graph.input(new Program.Port("nothing", NOTHING.dtype(), NOTHING.shape()));
    }
    Map<String, OnnxValue> out = write(program, new OnnxOps(graph, stored, rounded), in);
    for (String name : program.outputs()) {
      OnnxValue value = out.get(name);
      if (value == null) {
        throw new EngineException(
            "program " + program.name(),
            "an output named " + name,
            out.keySet().toString(),
            "let the program build every output it declares");
      }
      graph.output(name, value);
    }
    return new TracedProgram(graph.toModel(), stored.folder());
  }

  private static Map<String, OnnxValue> write(
      Program program, OnnxOps ops, Map<String, OnnxValue> in) {
    try {
      return program.build(ops, in);
    } catch (EngineException e) {
      throw new EngineException(
          "program " + program.name(),
          "operations on shapes that fit",
          String.valueOf(e.getMessage()),
          "compare the checkpoint with the configuration",
          e);
    }
  }
}

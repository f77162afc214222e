// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Ports;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program and its weights; built anew at every run. */
final class ReferenceProgram implements PreparedProgram {
  private final ReferenceEngine engine;
  private final Program program;
  private final Weights weights;
  private volatile boolean closed;

  ReferenceProgram(ReferenceEngine engine, Program program, Weights weights) {
    this.engine = engine;
    this.program = program;
    this.weights = weights;
  }

  @Override
  public Map<String, EngineTensor> run(Map<String, EngineTensor> inputs) {
    ReferenceEngine.requireOpen("program " + program.name(), closed || engine.isClosed());
    Map<String, Nd> in = new LinkedHashMap<>();
    Ports.check(program, inputs, ReferenceEngine.Tensor.class, t -> t.engine() == engine)
        .forEach((name, tensor) -> in.put(name, tensor.value()));
    Map<String, Nd> built = build(in);
    Map<String, EngineTensor> out = new LinkedHashMap<>();
    for (String name : program.outputs()) {
      Nd value = built.get(name);
      if (value == null) {
        throw Checks.failed("program " + program.name(), "output " + name, "none");
      }
      out.put(name, engine.wrap(value));
    }
    return out;
  }

  private Map<String, Nd> build(Map<String, Nd> in) {
    try {
      return program.build(new ReferenceOps(weights), in);
    } catch (EngineException e) {
      throw new EngineException(
          "program " + program.name(),
          "operations that fit one another and the inputs",
          String.valueOf(e.getMessage()),
          "correct the program or its inputs",
          e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

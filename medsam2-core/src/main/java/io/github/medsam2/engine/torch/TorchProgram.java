// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Ports;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program and the weights it is run with. */
final class TorchProgram implements PreparedProgram {
  private final Program program;
  private final TorchEngine engine;
  private final LiftedWeights weights;
  private final AtomicBoolean closed = new AtomicBoolean();

  TorchProgram(Program program, TorchEngine engine, LiftedWeights weights) {
    this.program = program;
    this.engine = engine;
    this.weights = weights;
  }

  @Override
  public Map<String, EngineTensor> run(Map<String, EngineTensor> inputs) {
    requireOpen();
    return engine
        .lifetime()
        .use(
            () -> weights.lifetime().use(() -> Failures.explained(where(), () -> runOpen(inputs))));
  }

  private Map<String, EngineTensor> runOpen(Map<String, EngineTensor> inputs) {
    requireOpen();
    Map<String, TorchTensor> checked =
        Ports.check(program, inputs, TorchTensor.class, t -> t.belongsTo(engine.lifetime()));
    return engine.inference(
        () -> {
          try (TorchOps ops = engine.ops(weights)) {
            return outputs(ops, program.build(ops, aliases(ops, checked)));
          }
        });
  }

  private static Map<String, NDArray> aliases(TorchOps ops, Map<String, TorchTensor> inputs) {
    Map<String, NDArray> aliases = new HashMap<>();
    inputs.forEach((name, tensor) -> aliases.put(name, ops.made(tensor.alias())));
    return aliases;
  }

  private Map<String, EngineTensor> outputs(TorchOps ops, Map<String, NDArray> built) {
    Map<String, EngineTensor> outputs = new LinkedHashMap<>();
    try {
      for (String name : program.outputs()) {
        NDArray value = built.get(name);
        if (value == null) {
          throw new EngineException(
              where(), "output " + name, "outputs " + built.keySet(), "correct the program");
        }
        outputs.put(name, engine.own(ops.contiguous(value)));
      }
      return outputs;
    } catch (RuntimeException e) {
      outputs.values().forEach(EngineTensor::close);
      throw e;
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new EngineException(
          where(), "an open program", "a closed one", "close the program after its last run");
    }
  }

  private String where() {
    return "program " + program.name();
  }

  /** Ends this program; a run in progress finishes. The weights of a checkpoint stay. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      engine.lifted().giveBack(weights);
    }
  }
}

package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares the tensors given to a run with the program's ports. */
final class InputCheck {
  private final Program program;
  private final Lifetime engine;

  InputCheck(Program program, Lifetime engine) {
    this.program = program;
    this.engine = engine;
  }

  /** The inputs as this engine's own tensors, all of them and no others. */
  Map<String, TorchTensor> apply(Map<String, EngineTensor> inputs) {
    Map<String, TorchTensor> checked = new HashMap<>();
    for (Port port : program.inputs()) {
      EngineTensor given = inputs.get(port.name());
      if (given == null) {
        throw failure(port, "a tensor", "none");
      }
      checked.put(port.name(), match(port, given));
    }
    Set<String> unknown = new HashSet<>(inputs.keySet());
    unknown.removeAll(checked.keySet());
    if (!unknown.isEmpty()) {
      throw new EngineException(
          "program " + program.name(),
          "inputs " + program.inputs().stream().map(Port::name).toList(),
          "also " + unknown,
          "give only the program's inputs");
    }
    return checked;
  }

  private TorchTensor match(Port port, EngineTensor given) {
    if (!(given instanceof TorchTensor tensor) || !tensor.belongsTo(engine)) {
      throw failure(port, "a tensor of this engine", "one of another engine");
    }
    if (tensor.dtype() != port.dtype() || !fits(port.shape(), tensor.shape())) {
      throw failure(port, port.dtype() + " " + port.shape(), tensor.dtype() + " " + tensor.shape());
    }
    return tensor;
  }

  private static boolean fits(Shape port, Shape given) {
    if (port.rank() != given.rank()) {
      return false;
    }
    for (int axis = 0; axis < port.rank(); axis++) {
      if (port.dim(axis) != Shape.ANY && port.dim(axis) != given.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private EngineException failure(Port port, String expected, String found) {
    return new EngineException(
        "program " + program.name() + ", input " + port.name(),
        expected,
        found,
        "give an input of this name, element type and shape");
  }
}

package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a run is given with what its program declares. */
final class InputCheck {

  private InputCheck() {}

  /** The tensors in the order of the program's inputs; throws when one does not fit. */
  static List<NativeTensor> ordered(
      OnnxEngine engine, Program program, Map<String, EngineTensor> inputs) {
    List<Port> ports = program.inputs();
    List<NativeTensor> ordered = new ArrayList<>(ports.size());
    for (Port port : ports) {
      ordered.add(checked(engine, program, port, inputs.get(port.name())));
    }
    if (inputs.size() > ports.size()) {
      throw new EngineException(
          "program " + program.name(),
          "only the inputs " + ports.stream().map(Port::name).toList(),
          inputs.keySet().toString(),
          "leave the others out");
    }
    return ordered;
  }

  private static NativeTensor checked(
      OnnxEngine engine, Program program, Port port, @Nullable EngineTensor tensor) {
    String where = "program " + program.name() + ", input " + port.name();
    if (!(tensor instanceof NativeTensor nativeTensor) || !nativeTensor.isFrom(engine)) {
      throw new EngineException(
          where,
          "a tensor of this engine",
          tensor == null ? "none" : "one of another engine",
          "upload it to the engine that prepared the program");
    }
    if (nativeTensor.dtype() != port.dtype() || !fits(port.shape(), tensor.shape())) {
      throw new EngineException(
          where,
          port.dtype() + " " + port.shape(),
          nativeTensor.dtype() + " " + tensor.shape(),
          "give a tensor of this type and shape");
    }
    return nativeTensor;
  }

  private static boolean fits(Shape wanted, Shape found) {
    if (wanted.rank() != found.rank()) {
      return false;
    }
    for (int i = 0; i < wanted.rank(); i++) {
      if (wanted.dim(i) != Shape.ANY && wanted.dim(i) != found.dim(i)) {
        return false;
      }
    }
    return true;
  }
}

package io.github.medsam2.engine.reference;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    for (Port port : program.inputs()) {
      in.put(port.name(), checked(port, inputs.get(port.name())));
    }
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

  private Nd checked(Port port, @Nullable EngineTensor given) {
    if (given == null) {
      throw refused(port, "no tensor");
    }
    if (!(given instanceof ReferenceEngine.Tensor tensor) || tensor.engine() != engine) {
      throw refused(port, "a tensor of another engine");
    }
    Nd value = tensor.value();
    if (value.dtype() != port.dtype() || !fits(value.shape(), port.shape())) {
      throw refused(port, value.dtype() + " " + value.shape());
    }
    return value;
  }

  private static boolean fits(Shape given, Shape wanted) {
    boolean fits = given.rank() == wanted.rank();
    for (int axis = 0; fits && axis < wanted.rank(); axis++) {
      fits = wanted.dim(axis) == Shape.ANY || wanted.dim(axis) == given.dim(axis);
    }
    return fits;
  }

  private EngineException refused(Port port, String found) {
    return new EngineException(
        "program " + program.name() + ", input " + port.name(),
        port.dtype() + " " + port.shape(),
        found,
        "give a tensor of this type and shape");
  }

  @Override
  public void close() {
    closed = true;
  }
}

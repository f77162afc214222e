// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Ports;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program as a loaded ONNX session.
 *
 * <p>Arrays go to DJL's block without names and in the session's order: names would be written into
 * the arrays, which several runs may share.
 */
final class OnnxProgram implements PreparedProgram {
  private final OnnxEngine engine;
  private final Program program;
  private final Model model;
  private final Guard guard;

  private OnnxProgram(OnnxEngine engine, Program program, Model model) {
    this.engine = engine;
    this.program = program;
    this.model = model;
    guard = engine.own("program " + program.name(), model::close);
  }

  static OnnxProgram load(OnnxEngine engine, Program program, Weights weights) {
    EngineOptions options = engine.options();
    boolean rounded = options.int8().contains(program.role());
    TracedProgram traced = TracedProgram.of(program, weights, rounded);
    Model model = Model.newInstance(program.name(), engine.device(), DjlRuntime.ENGINE);
    try (SessionOptions so =
        SessionSettings.of(rounded ? options.withPrepack(true) : options, traced.folder())) {
      model.load(traced.model().toStream(), Map.of("sessionOptions", so));
      Files.deleteIfExists(model.getModelPath()); // DJL makes an empty folder for each model
      return new OnnxProgram(engine, program, model);
    } catch (IOException | MalformedModelException | OrtException | RuntimeException e) {
      model.close();
      throw new EngineException(
          "program " + program.name() + " with weights " + weights.source(),
          "a graph that ONNX Runtime loads",
          Failures.describe(e),
          "check that the file of weights is unchanged and the program fits it",
          e);
    }
  }

  @Override
  public Map<String, EngineTensor> run(Map<String, EngineTensor> inputs) {
    return engine.guard().during(() -> guard.during(() -> runOpen(inputs)));
  }

  @Override
  public void close() {
    guard.close();
  }

  private Map<String, EngineTensor> runOpen(Map<String, EngineTensor> inputs) {
    List<NativeTensor> tensors =
        List.copyOf(
            Ports.check(program, inputs, NativeTensor.class, t -> t.isFrom(engine)).values());
    if (tensors.isEmpty()) {
      try (NativeTensor nothing = engine.copy(TracedProgram.NOTHING)) {
        return runInUse(List.of(nothing));
      }
    }
    return runInUse(tensors);
  }

  private Map<String, EngineTensor> runInUse(List<NativeTensor> tensors) {
    List<NativeTensor> entered = new ArrayList<>();
    try {
      for (NativeTensor tensor : tensors) {
        tensor.guard().enter();
        entered.add(tensor);
      }
      return forward(tensors);
    } finally {
      entered.forEach(t -> t.guard().exit());
    }
  }

  private Map<String, EngineTensor> forward(List<NativeTensor> tensors) {
    NDList in = new NDList(tensors.size());
    tensors.forEach(t -> in.add(t.array()));
    try {
      NDList out = model.getBlock().forward(engine.parameters(), in, false);
      Map<String, EngineTensor> named = new LinkedHashMap<>();
      for (NDArray array : out) {
        named.put(OnnxGraph.portOf(array.getName()), tensor(array));
      }
      return named;
    } catch (RuntimeException e) {
      throw new EngineException(
          "program " + program.name(),
          "a run that succeeds with inputs " + tensors.stream().map(NativeTensor::shape).toList(),
          Failures.describe(e),
          "check the sizes of the inputs and the memory that is free",
          e);
    }
  }

  private NativeTensor tensor(NDArray array) {
    array.setName(null);
    return new NativeTensor(engine, array, () -> {});
  }
}

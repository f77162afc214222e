// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** Runs small programs once. */
final class Runs {
  static final EngineOptions ONE_THREAD = EngineOptions.DEFAULT.withThreads(1);

  private Runs() {}

  static Engine engine() {
    return new OnnxEngineProvider().open(ONE_THREAD);
  }

  /** Numbers between -1 and 1, the same for the same seed. */
  static HostTensor random(long seed, long... dims) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(Shape.of(dims).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return HostTensor.of(values, dims);
  }

  /** Runs a program of inputs {@code 0, 1, ..}, with all sizes known and with none known. */
  static List<HostTensor> both(
      Engine engine,
      Weights weights,
      List<HostTensor> inputs,
      BiFunction<Ops<Object>, List<Object>, Object> body) {
    return List.of(
        run(engine, weights, inputs, true, body), run(engine, weights, inputs, false, body));
  }

  static HostTensor run(
      Engine engine,
      Weights weights,
      List<HostTensor> inputs,
      boolean sizesKnown,
      BiFunction<Ops<Object>, List<Object>, Object> body) {
    List<Port> ports = new ArrayList<>();
    Map<String, HostTensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Shape shape = inputs.get(i).shape();
      long[] dims = shape.dims();
      if (!sizesKnown) {
        Arrays.fill(dims, 0, dims.length > 1 ? dims.length - 1 : dims.length, Shape.ANY);
      }
      ports.add(new Port("" + i, inputs.get(i).dtype(), Shape.of(dims)));
      named.put("" + i, inputs.get(i));
    }
    Program program =
        LambdaProgram.of(
            ports,
            (ops, in) -> body.apply(ops, ports.stream().map(p -> in.get(p.name())).toList()));
    return run(engine, program, weights, named).get("y");
  }

  static Map<String, HostTensor> run(
      Engine engine, Program program, Weights weights, Map<String, HostTensor> inputs) {
    Map<String, EngineTensor> uploaded = new LinkedHashMap<>();
    try (PreparedProgram prepared = engine.prepare(program, weights)) {
      inputs.forEach((name, value) -> uploaded.put(name, engine.upload(value)));
      Map<String, EngineTensor> outputs = prepared.run(uploaded);
      Map<String, HostTensor> results = new LinkedHashMap<>();
      outputs.forEach((name, value) -> results.put(name, value.toHost()));
      outputs.values().forEach(EngineTensor::close);
      return results;
    } finally {
      uploaded.values().forEach(EngineTensor::close);
    }
  }
}

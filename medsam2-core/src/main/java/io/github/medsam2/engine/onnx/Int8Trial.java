// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.Device;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Role;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One product of the encoder's usual size, in float32 and in 8 bits in turn. */
final class Int8Trial {
  private static final int ROWS = 1024;
  private static final int IN = 384;
  private static final int OUT = 1536;
  private static final int TURNS = 7;
  private static final String PORT = "x";

  private Int8Trial() {}

  /** The time of float32 over that of 8 bits. */
  static double gain(EngineOptions options, Device device) {
    try (OnnxEngine engine = new OnnxEngine(options.withInt8(Set.of(Role.IMAGE)), device);
        PreparedProgram inFloat = engine.prepare(new Product(Role.OTHER), Weights.none());
        PreparedProgram inInt8 = engine.prepare(new Product(Role.IMAGE), Weights.none());
        EngineTensor x = engine.upload(filled(ROWS, IN))) {
      double[] ratios = new double[TURNS];
      for (int i = -1; i < TURNS; i++) { // the first warms up
        double a = nanos(inFloat, x);
        double b = nanos(inInt8, x);
        ratios[Math.max(i, 0)] = a / b;
      }
      Arrays.sort(ratios);
      return ratios[TURNS / 2];
    }
  }

  private static double nanos(PreparedProgram program, EngineTensor x) {
    long begun = System.nanoTime();
    program.run(Map.of(PORT, x)).values().forEach(EngineTensor::close);
    return System.nanoTime() - begun;
  }

  /** Numbers of both signs that no runtime can shorten. */
  private static HostTensor filled(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 31 % 257 - 128) / 128f;
    }
    return HostTensor.of(values, rows, columns);
  }

  /** The role decides how it is calculated. */
  private record Product(Role role) implements Program {
    @Override
    public String name() {
      return "trial";
    }

    @Override
    public List<Port> inputs() {
      return List.of(Port.floats(PORT, ROWS, IN));
    }

    @Override
    public List<String> outputs() {
      return List.of("y");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      T x = Objects.requireNonNull(in.get(PORT));
      return Map.of("y", ops.linear(x, ops.constant(filled(OUT, IN)), null));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A product of two square matrices of floats, the second a prepacked constant: the fastest
 * arithmetic that can be reached from Java here, and so the practical peak of the machine.
 */
final class Product implements AutoCloseable {
  private static final int SIDE = 1024;

  /** Arithmetic of one run, in GFLOP. */
  static final double GIGAFLOPS = Flops.product(SIDE, SIDE, SIDE);

  private final Engine engine;
  private final PreparedProgram program;
  private final EngineTensor left;

  private Product(Engine engine) {
    this.engine = engine;
    program = engine.prepare(new Multiply(), Weights.none());
    left = engine.upload(filled(0.5f));
  }

  static Product open(EngineSetup setup) {
    EngineChoice choice = setup.engine();
    Product product =
        new Product(
            Engines.open(choice.engine(), choice.options(setup.threads()).withPrepack(true)));
    try (Outcome first = product.run()) {
      first.checkAll("product", 0.5f * 0.25f * SIDE);
    }
    return product;
  }

  Outcome run() {
    return Outcome.of(Objects.requireNonNull(program.run(Map.of("left", left)).get("product")));
  }

  @Override
  public void close() {
    engine.close();
  }

  private static HostTensor filled(float value) {
    float[] values = new float[SIDE * SIDE];
    Arrays.fill(values, value);
    return HostTensor.of(values, SIDE, SIDE);
  }

  private record Multiply() implements Program {
    @Override
    public String name() {
      return "matrix product";
    }

    @Override
    public List<Port> inputs() {
      return List.of(Port.floats("left", SIDE, SIDE));
    }

    @Override
    public List<String> outputs() {
      return List.of("product");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      T left = Objects.requireNonNull(in.get("left"));
      return Map.of("product", ops.matmul(left, ops.constant(filled(0.25f))));
    }
  }
}

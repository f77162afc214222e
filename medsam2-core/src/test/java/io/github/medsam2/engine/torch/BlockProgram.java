// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/** A small program of every kind of leaf: attention over tokens, a table, an untouched input. */
record BlockProgram() implements Program {
  static final int WIDTH = 8;

  static Weights weights() {
    return MapWeights.inMemory(
        Map.of(
            "w", Eager.randomHost(1, WIDTH, WIDTH),
            "b", Eager.randomHost(2, WIDTH),
            "table", Eager.randomHost(3, 5, WIDTH)));
  }

  @Override
  public String name() {
    return "block";
  }

  @Override
  public List<Port> inputs() {
    return List.of(Port.floats("x", 1, -1, WIDTH), Port.longs("rows", 1, -1));
  }

  @Override
  public List<String> outputs() {
    return List.of("y", "x", "b");
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    T x = in.get("x");
    T y =
        ops.scope(
            () -> {
              T q = ops.linear(x, ops.param("w"), ops.param("b"));
              T k = ops.gather(ops.param("table"), in.get("rows"));
              return ops.attention(q, k, k, 2, null);
            });
    T half = ops.constant(HostTensor.of(new float[] {0.5f}, 1));
    return Map.of("y", ops.mul(y, half), "x", x, "b", ops.param("b"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/** A matrix product of the size that transformers are made of, to time an engine with. */
record Speed() implements Program {
  private static final int ROWS = 576;
  private static final int INNER = 1024;
  private static final int COLUMNS = 4096;
  private static final int RUNS = 3;
  private static final double NANO = 1e-9;

  /** What a network reaches of the speed of its largest products. */
  private static final double SHARE = 0.75;

  private static final Slot LEFT = new Slot("left");
  private static final Slot RIGHT = new Slot("right");
  private static final Slot PRODUCT = new Slot("product");

  @Override
  public String name() {
    return "matrix product";
  }

  @Override
  public List<Port> inputs() {
    return List.of(LEFT.floats(ROWS, INNER), RIGHT.floats(COLUMNS, INNER));
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(PRODUCT));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Values<T> out = Values.empty();
    T product = ops.matmul(in.get(LEFT), ops.permute(in.get(RIGHT), 1, 0));
    out.put(PRODUCT, product);
    return out.byName();
  }

  /** Floating-point operations a second that a network may expect; takes a tenth of a second. */
  static double of(Programs programs) {
    HostTensor left = HostTensor.zeros(DType.FLOAT32, Shape.of(ROWS, INNER));
    HostTensor right = HostTensor.zeros(DType.FLOAT32, Shape.of(COLUMNS, INNER));
    double best = Double.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long begin = System.nanoTime();
      programs
          .runOnce(new Speed(), Map.of(LEFT, left, RIGHT, right), Map.of())
          .values()
          .forEach(EngineTensor::close);
      best = Math.min(best, (System.nanoTime() - begin) * NANO);
    }
    return SHARE * 2.0 * ROWS * INNER * COLUMNS / best;
  }
}

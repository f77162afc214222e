// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Programs as small as can be. */
final class Programs {
  static final Weights NO_WEIGHTS = MapWeights.NONE;

  private Programs() {}

  /** Gives its weight back. */
  record OneWeight() implements Program {
    @Override
    public String name() {
      return "one-weight";
    }

    @Override
    public List<Port> inputs() {
      return List.of();
    }

    @Override
    public List<String> outputs() {
      return List.of("w");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      return Map.of("w", ops.param("w"));
    }
  }

  /** Does something while it is built, then gives its input back. */
  record Same(Shape shape, Runnable act) implements Program {
    Same(Shape shape) {
      this(shape, () -> {});
    }

    @Override
    public String name() {
      return "same";
    }

    @Override
    public List<Port> inputs() {
      return List.of(new Port("x", DType.FLOAT32, shape));
    }

    @Override
    public List<String> outputs() {
      return List.of("x");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      act.run();
      return Map.of("x", in.get("x"));
    }
  }

  /** Does something while it is built, then reshapes one value to a length. */
  record Spy(Runnable act, long length) implements Program {
    Spy(Runnable act) {
      this(act, 1);
    }

    @Override
    public String name() {
      return "spy";
    }

    @Override
    public List<Port> inputs() {
      return List.of();
    }

    @Override
    public List<String> outputs() {
      return List.of("one");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      act.run();
      return Map.of("one", ops.reshape(ops.constant(HostTensor.of(new float[] {1})), length));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The operations of a training step, run at once by PyTorch. */
final class TorchLossOps extends TorchOps implements LossOps<NDArray> {
  private final TorchScript script;
  private final @Nullable Recomputation recomputation;
  private final @Nullable LastingValues lasting;

  TorchLossOps(
      PtNDManager parent,
      TorchScript script,
      Function<String, ? extends NDArray> parameters,
      DataType real,
      @Nullable Recomputation recomputation,
      @Nullable LastingValues lasting) {
    super(parent, script, parameters, real);
    this.script = script;
    this.recomputation = recomputation;
    this.lasting = lasting;
  }

  // ---- memory

  @Override
  public NDArray scope(Supplier<NDArray> block) {
    return recomputation == null ? within(block) : scopeAll(() -> List.of(block.get())).get(0);
  }

  @Override
  public List<NDArray> scopeAll(Supplier<List<NDArray>> block) {
    return recomputation == null ? kept(block) : recomputation.run(this, block);
  }

  /** A scope whose values live as long as gradients need them. */
  List<NDArray> kept(Supplier<List<NDArray>> block) {
    return super.scopeAll(block);
  }

  @Override
  public List<NDArray> lasting(HostTensor of, String name, Supplier<List<NDArray>> block) {
    return lasting == null ? block.get() : lasting.get(this, of, name, block);
  }

  // ---- functions

  @Override
  public NDArray exp(NDArray x) {
    return made(JniUtils.exp(pt(x)));
  }

  @Override
  public NDArray softplus(NDArray x) {
    return made(JniUtils.softPlus(pt(x)));
  }

  @Override
  public NDArray abs(NDArray x) {
    return made(JniUtils.abs(pt(x)));
  }

  @Override
  public NDArray div(NDArray a, NDArray b) {
    return made(JniUtils.div(pt(a), pt(b)));
  }

  @Override
  public NDArray logSoftmax(NDArray x) {
    Checks.size("logSoftmax", x, -1);
    return made(JniUtils.logSoftmax(pt(x), -1, x.getDataType()));
  }

  // ---- reductions

  @Override
  public NDArray sum(NDArray x, int... axes) {
    Checks.atLeast("sum, number of axes", axes.length, 1);
    Arrays.stream(axes).forEach(axis -> Checks.size("sum", x, axis));
    return made(JniUtils.sum(pt(x), Arrays.stream(axes).asLongStream().toArray(), true));
  }

  @Override
  public NDArray max(NDArray x, int axis) {
    Checks.atLeast("max, elements of the axis", Checks.size("max", x, axis), 1);
    return made(JniUtils.max(pt(x), axis, true));
  }

  @Override
  public NDArray firstMax(NDArray x, int axis) {
    long size = Checks.size("firstMax", x, axis);
    Checks.atLeast("firstMax, elements of the axis", size, 1);
    int rank = x.getShape().dimension();
    long[] along = new long[rank];
    Arrays.fill(along, 1);
    along[axis < 0 ? rank + axis : axis] = size;
    return within(
        () -> {
          HostTensor numbers = HostTensor.of(LongStream.range(0, size).toArray(), along);
          NDArray first = made(JniUtils.argMax(pt(x), axis, true));
          try (PtNDArray same = JniUtils.eq(pt(first), pt(constant(numbers)))) {
            return asReal(same);
          }
        });
  }

  @Override
  public NDArray maxPool(NDArray x, int height, int width) {
    Checks.rank("maxPool input", x, 4);
    odd("maxPool height", height);
    odd("maxPool width", width);
    Shape window = new Shape(height, width);
    Shape padding = new Shape(height / 2, width / 2);
    return made(JniUtils.maxPool(pt(x), window, new Shape(1, 1), padding, false));
  }

  private static void odd(String what, int size) {
    Checks.atLeast(what, size, 1);
    Checks.quotient(what + " less one", size - 1L, 2);
  }

  @Override
  public NDArray stopGradient(NDArray x) {
    return made(JniUtils.detachGradient(pt(x)));
  }

  @Override
  public HostTensor read(NDArray x) {
    return Lift.toHost(script, manager(), x);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations, run at once by PyTorch. Gradients flow through every operation when the calling
 * thread records them.
 *
 * <p>Every array made dies with its scope, at the latest when this is closed. Ranks and ranges that
 * PyTorch or its binding would not check are checked before native code sees them.
 */
class TorchOps implements Ops<NDArray>, AutoCloseable {
  private final PtNDManager manager;
  private final TorchScript script;
  private final Function<String, ? extends NDArray> parameters;
  private final DataType real;
  private final Scopes scopes = new Scopes();
  private final Map<Double, PtNDArray> numbers = new HashMap<>();

  /**
   * @param parent holds what this makes, and chooses the device
   * @param script loaded on the same device
   * @param parameters the array of a key; arrays stay the owner's, are of type {@code real}, and
   *     may require gradients
   * @param real {@link DataType#FLOAT32}, or {@link DataType#FLOAT64} for checks of gradients
   */
  TorchOps(
      PtNDManager parent,
      TorchScript script,
      Function<String, ? extends NDArray> parameters,
      DataType real) {
    this.manager = parent.newSubManager(parent.getDevice());
    this.script = script;
    this.parameters = parameters;
    this.real = real;
  }

  // ---- leaves

  @Override
  public final NDArray param(String key) {
    return parameters.apply(key);
  }

  @Override
  public NDArray constant(HostTensor value) {
    PtNDArray array = Lift.copy(manager, "constant", value);
    made(array);
    return array.getDataType() == DataType.INT64 ? array : asReal(array);
  }

  @Override
  public io.github.medsam2.tensor.Shape shape(NDArray x) {
    return io.github.medsam2.tensor.Shape.of(x.getShape().getShape());
  }

  // ---- memory

  @Override
  public NDArray scope(Supplier<NDArray> block) {
    return within(block);
  }

  /** A scope of an operation's own, which is never recomputed. */
  final NDArray within(Supplier<NDArray> block) {
    return scopes.run(block);
  }

  @Override
  public List<NDArray> scopeAll(Supplier<List<NDArray>> block) {
    return scopes.runAll(block);
  }

  /** Puts an array that was just made into the innermost scope. */
  NDArray made(PtNDArray array) {
    return scopes.add(array);
  }

  /** Takes arrays of the innermost scope over; false, and nothing taken, if any is not of it. */
  boolean release(List<NDArray> arrays) {
    return scopes.release(arrays);
  }

  /** An array that takes no room and hands numbers to a script by its shape; to be closed. */
  PtNDArray like(long... dims) {
    return JniUtils.broadcast(number(0), new Shape(dims));
  }

  TorchScript script() {
    return script;
  }

  PtNDManager manager() {
    return manager;
  }

  /** A handle of the values of {@code x} in row-major order, the caller's to close. */
  PtNDArray contiguous(NDArray x) {
    return script.contiguous(manager, pt(x));
  }

  @Override
  public void close() {
    scopes.close();
    manager.close();
  }

  // ---- products

  @Override
  public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    Checks.rank("linear weight", weight, 2);
    return made(JniUtils.linear(pt(x), pt(weight), ptOrNull(bias)));
  }

  @Override
  public NDArray matmul(NDArray a, NDArray b) {
    return made(JniUtils.matmul(pt(a), pt(b)));
  }

  @Override
  public NDArray conv2d(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups) {
    return made(
        Convolutions.conv2d(this, pt(x), pt(weight), ptOrNull(bias), stride, padding, groups));
  }

  @Override
  public NDArray convTranspose2x2(NDArray x, NDArray weight, NDArray bias) {
    return made(Convolutions.transpose2x2(this, pt(x), pt(weight), pt(bias)));
  }

  @Override
  public NDArray attention(NDArray q, NDArray k, NDArray v, int heads, @Nullable NDArray bias) {
    return new Attention(this, q, k, v, heads).run(bias);
  }

  /** PyTorch's fused attention over {@code (N, heads, L, D)}. */
  NDArray fusedAttention(NDArray q, NDArray k, NDArray v) {
    return made(script.attention(manager, pt(q), pt(k), pt(v)));
  }

  @Override
  public NDArray softmax(NDArray x) {
    return made(JniUtils.softmax(pt(x), -1, real));
  }

  // ---- normalisation and activations

  @Override
  public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    long channels = x.getShape().get(x.getShape().dimension() - 1);
    Checks.shape("layerNorm weight", weight, channels);
    Checks.shape("layerNorm bias", bias, channels);
    return made(JniUtils.layerNorm(pt(x), new Shape(channels), pt(weight), pt(bias), epsilon));
  }

  @Override
  public NDArray layerNorm2d(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    return Images.layerNorm2d(this, x, weight, bias, epsilon);
  }

  @Override
  public NDArray groupNorm(NDArray x, int groups, NDArray weight, NDArray bias, double epsilon) {
    return Images.groupNorm(this, x, groups, weight, bias, epsilon);
  }

  @Override
  public NDArray gelu(NDArray x) {
    return made(JniUtils.gelu(pt(x)));
  }

  @Override
  public NDArray relu(NDArray x) {
    return made(JniUtils.relu(pt(x)));
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return made(JniUtils.sigmoid(pt(x)));
  }

  @Override
  public NDArray log(NDArray x) {
    return made(JniUtils.log(pt(x)));
  }

  @Override
  public NDArray sin(NDArray x) {
    return made(JniUtils.sin(pt(x)));
  }

  @Override
  public NDArray cos(NDArray x) {
    return made(JniUtils.cos(pt(x)));
  }

  @Override
  public NDArray greater(NDArray x, double threshold) {
    try (PtNDArray mask = JniUtils.gt(pt(x), number(threshold))) {
      return asReal(mask);
    }
  }

  // ---- arithmetic

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return made(JniUtils.add(pt(a), pt(b)));
  }

  @Override
  public NDArray sub(NDArray a, NDArray b) {
    return made(JniUtils.sub(pt(a), pt(b)));
  }

  @Override
  public NDArray mul(NDArray a, NDArray b) {
    return made(JniUtils.mul(pt(a), pt(b)));
  }

  @Override
  public NDArray affine(NDArray x, double factor, double offset) {
    if (offset == 0) {
      return made(JniUtils.mul(pt(x), number(factor)));
    }
    if (factor == 1) {
      return made(JniUtils.add(pt(x), number(offset)));
    }
    try (PtNDArray scaled = JniUtils.mul(pt(x), number(factor))) {
      return made(JniUtils.add(scaled, number(offset)));
    }
  }

  // ---- images

  @Override
  public NDArray maxPool2x2ChannelsLast(NDArray x) {
    return Images.maxPool2x2ChannelsLast(this, x);
  }

  @Override
  public NDArray upsampleNearest2x(NDArray x) {
    return Images.upsampleNearest2x(this, x);
  }

  @Override
  public NDArray resizeBilinear(NDArray x, int height, int width) {
    Checks.rank("resizeBilinear input", x, 4);
    Checks.atLeast("resizeBilinear height", height, 1);
    Checks.atLeast("resizeBilinear width", width, 1);
    try (PtNDArray like = like(height, width)) {
      return made(script.bilinear(manager, pt(x), like));
    }
  }

  // ---- layout

  @Override
  public NDArray reshape(NDArray x, long... dims) {
    long[] target = dims.clone();
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0) {
        target[i] = Checks.size("reshape", x, i);
      }
    }
    return made(JniUtils.reshape(pt(x), target));
  }

  @Override
  public NDArray permute(NDArray x, int... axes) {
    long[] order = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      order[i] = axes[i];
    }
    return made(JniUtils.permute(pt(x), order));
  }

  @Override
  public NDArray concat(int axis, List<NDArray> parts) {
    Checks.atLeast("concat parts", parts.size(), 1);
    return made(JniUtils.cat(parts.stream().map(TorchOps::pt).toArray(PtNDArray[]::new), axis));
  }

  @Override
  public NDArray slice(NDArray x, int axis, long from, long to) {
    Checks.range("slice", from, to, Checks.size("slice", x, axis));
    return made(JniUtils.slice(pt(x), axis, from, to, 1));
  }

  @Override
  public NDArray gather(NDArray table, NDArray indices) {
    Checks.rank("gather table", table, 2);
    return made(JniUtils.embedding(pt(indices), pt(table), false));
  }

  @Override
  public NDArray expandBatch(NDArray x, NDArray like) {
    // DJL hands out the array that the shape itself holds, here perhaps of a weight all runs share.
    long[] dims = x.getShape().getShape().clone();
    dims[0] = Checks.size("expandBatch", like, 0);
    return made(JniUtils.broadcast(pt(x), new Shape(dims)));
  }

  // ---- helpers

  final NDArray asReal(PtNDArray x) {
    return x.getDataType() == real ? x : made(x.toType(real, true));
  }

  PtNDArray number(double value) {
    return numbers.computeIfAbsent(
        value,
        v -> JniUtils.full(manager, new Shape(), v, real, manager.getDevice(), SparseFormat.DENSE));
  }

  static PtNDArray pt(NDArray x) {
    return (PtNDArray) x;
  }

  private static @Nullable PtNDArray ptOrNull(@Nullable NDArray x) {
    return (PtNDArray) x;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations that append to an ONNX graph. Only standard operators are used: the contributed ones
 * measured slower or less accurate on a CPU.
 */
final class OnnxOps implements Ops<OnnxValue> {
  private final Emitter emit;
  private final StoredValues stored;
  private final Map<String, OnnxValue> params = new HashMap<>();
  private final Map<OnnxValue, String> keys = new HashMap<>();
  private final LinearForm linear;
  private final AttentionForm attention;
  private final NormForm norm;
  private final ImageForm image;

  OnnxOps(OnnxGraph graph, StoredValues stored, boolean rounded) {
    this.stored = stored;
    emit = new Emitter(graph, stored);
    linear = new LinearForm(emit, rounded);
    attention = new AttentionForm(emit);
    norm = new NormForm(emit);
    image = new ImageForm(emit);
  }

  @Override
  public OnnxValue param(String key) {
    OnnxValue known = params.get(key);
    if (known != null) {
      return known;
    }
    OnnxValue value = wide(stored.param(key));
    params.put(key, value);
    keys.put(value, key);
    return value;
  }

  /** Halves are widened when the graph is loaded, outside the Java heap. */
  private OnnxValue wide(OnnxValue value) {
    return value.dtype() == DType.FLOAT16 || value.dtype() == DType.BFLOAT16
        ? emit.map("Cast", value, Attribute.of("to", OnnxTypes.FLOAT.onnx()))
        : value;
  }

  @Override
  public OnnxValue constant(HostTensor value) {
    return stored.constant(value);
  }

  @Override
  public Shape shape(OnnxValue x) {
    return x.shape();
  }

  @Override
  public OnnxValue linear(OnnxValue x, OnnxValue weight, @Nullable OnnxValue bias) {
    return linear.apply(x, weight, bias);
  }

  @Override
  public OnnxValue matmul(OnnxValue a, OnnxValue b) {
    return emit.matmul(a, b);
  }

  @Override
  public OnnxValue conv2d(
      OnnxValue x,
      OnnxValue weight,
      @Nullable OnnxValue bias,
      int stride,
      int padding,
      int groups) {
    return image.convolve(x, weight, bias, stride, padding, groups);
  }

  @Override
  public OnnxValue convTranspose2x2(OnnxValue x, OnnxValue weight, OnnxValue bias) {
    return image.convolveTransposed(x, weight, bias);
  }

  @Override
  public OnnxValue attention(
      OnnxValue q, OnnxValue k, OnnxValue v, int heads, @Nullable OnnxValue bias) {
    return attention.apply(q, k, v, heads, bias);
  }

  @Override
  public OnnxValue layerNorm(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    return norm.overLast(x, weight, bias, epsilon);
  }

  @Override
  public OnnxValue layerNorm2d(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    return norm.overChannels(x, weight, bias, epsilon);
  }

  @Override
  public OnnxValue groupNorm(
      OnnxValue x, int groups, OnnxValue weight, OnnxValue bias, double epsilon) {
    return norm.overGroups(x, groups, weight, bias, epsilon);
  }

  @Override
  public OnnxValue gelu(OnnxValue x) {
    return emit.map("Gelu", x);
  }

  @Override
  public OnnxValue relu(OnnxValue x) {
    return emit.map("Relu", x);
  }

  @Override
  public OnnxValue sigmoid(OnnxValue x) {
    return emit.map("Sigmoid", x);
  }

  @Override
  public OnnxValue softmax(OnnxValue x) {
    return emit.softmax(x);
  }

  @Override
  public OnnxValue log(OnnxValue x) {
    return emit.map("Log", x);
  }

  @Override
  public OnnxValue sin(OnnxValue x) {
    return emit.map("Sin", x);
  }

  @Override
  public OnnxValue cos(OnnxValue x) {
    return emit.map("Cos", x);
  }

  @Override
  public OnnxValue greater(OnnxValue x, double threshold) {
    OnnxValue truth = emit.zip("Greater", x, threshold);
    return emit.map("Cast", truth, Attribute.of("to", OnnxTypes.FLOAT.onnx()));
  }

  @Override
  public OnnxValue add(OnnxValue a, OnnxValue b) {
    return emit.zip("Add", a, b);
  }

  @Override
  public OnnxValue sub(OnnxValue a, OnnxValue b) {
    return emit.zip("Sub", a, b);
  }

  @Override
  public OnnxValue mul(OnnxValue a, OnnxValue b) {
    return emit.zip("Mul", a, b);
  }

  @Override
  public OnnxValue affine(OnnxValue x, double factor, double offset) {
    OnnxValue scaled = factor == 1 ? x : emit.zip("Mul", x, factor);
    return offset == 0 ? scaled : emit.zip("Add", scaled, offset);
  }

  @Override
  public OnnxValue maxPool2x2ChannelsLast(OnnxValue x) {
    return image.maxPool(x);
  }

  @Override
  public OnnxValue upsampleNearest2x(OnnxValue x) {
    return image.upsample(x);
  }

  @Override
  public OnnxValue resizeBilinear(OnnxValue x, int height, int width) {
    return image.resize(x, height, width);
  }

  @Override
  public OnnxValue reshape(OnnxValue x, long... dims) {
    return emit.reshape(x, dims);
  }

  @Override
  public OnnxValue permute(OnnxValue x, int... axes) {
    return emit.transpose(x, axes);
  }

  @Override
  public OnnxValue concat(int axis, List<OnnxValue> parts) {
    Shapes.require(!parts.isEmpty(), "concat", "at least one part", "none");
    return emit.concat(Shapes.axis("concat", parts.get(0).shape(), axis), parts);
  }

  @Override
  public OnnxValue slice(OnnxValue x, int axis, long from, long to) {
    int a = Shapes.axis("slice", x.shape(), axis);
    long size = x.shape().dim(a);
    Shapes.require(
        0 <= from && from <= to && (size == ANY || to <= size),
        "slice",
        "a range within axis " + a + " of " + x.shape(),
        from + " to " + to);
    if (from == 0 && to == size) {
      return x;
    }
    String key = a == 0 ? keys.get(x) : null;
    return key == null ? emit.slice(x, a, from, to) : wide(stored.rows(key, from, to));
  }

  @Override
  public OnnxValue gather(OnnxValue table, OnnxValue indices) {
    Shapes.rank("gather", table.shape(), 2);
    Shapes.require(
        indices.dtype() == DType.INT64, "gather", "int64 indices", indices.dtype().toString());
    long[] sizes = Arrays.copyOf(indices.shape().dims(), indices.shape().rank() + 1);
    sizes[sizes.length - 1] = table.shape().dim(1);
    return emit.gather(table, indices, Shape.of(sizes));
  }

  @Override
  public OnnxValue expandBatch(OnnxValue x, OnnxValue like) {
    long batch = like.shape().dim(0);
    if (batch != ANY && batch == x.shape().dim(0)) {
      return x;
    }
    Shapes.broadcast("expandBatch", Shape.of(x.shape().dim(0)), Shape.of(batch));
    return emit.expandFirst(x, like);
  }
}

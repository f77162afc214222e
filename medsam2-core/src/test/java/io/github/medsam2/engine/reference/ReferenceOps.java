// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations over float arrays, run at once, with sums in double. Not thread-safe. */
public class ReferenceOps implements Ops<Nd> {
  private final Weights weights;

  /** Operations on these weights. */
  public ReferenceOps(Weights weights) {
    this.weights = weights;
  }

  @Override
  public Nd param(String key) {
    return Widening.toFloat(key, weights.get(key).value());
  }

  @Override
  public Nd constant(HostTensor value) {
    return Nd.copyOf(value);
  }

  @Override
  public Shape shape(Nd x) {
    return x.shape();
  }

  @Override
  public Nd linear(Nd x, Nd weight, @Nullable Nd bias) {
    return Products.linear(x, weight, bias);
  }

  @Override
  public Nd matmul(Nd a, Nd b) {
    return Products.matmul(a, b);
  }

  @Override
  public Nd conv2d(Nd x, Nd weight, @Nullable Nd bias, int stride, int padding, int groups) {
    return Images.conv2d(x, weight, bias, stride, padding, groups);
  }

  @Override
  public Nd convTranspose2x2(Nd x, Nd weight, Nd bias) {
    return Images.convTranspose2x2(x, weight, bias);
  }

  @Override
  public Nd attention(Nd q, Nd k, Nd v, int heads, @Nullable Nd bias) {
    return Products.attention(q, k, v, heads, bias);
  }

  @Override
  public Nd layerNorm(Nd x, Nd weight, Nd bias, double epsilon) {
    return Functions.layerNorm("layerNorm", x, weight, bias, epsilon);
  }

  @Override
  public Nd layerNorm2d(Nd x, Nd weight, Nd bias, double epsilon) {
    Checks.rank("layerNorm2d", x, 4);
    Nd last = Layout.permute(x, 0, 2, 3, 1);
    return Layout.permute(
        Functions.layerNorm("layerNorm2d", last, weight, bias, epsilon), 0, 3, 1, 2);
  }

  @Override
  public Nd groupNorm(Nd x, int groups, Nd weight, Nd bias, double epsilon) {
    Checks.rank("groupNorm", x, 4);
    Checks.require(x.dim(1) % groups == 0, "groupNorm", "channels in " + groups + " groups", x);
    Nd cells = Layout.reshape(x, 0, groups, -1);
    Nd one = Functions.filled(1, cells.dim(-1));
    Nd zero = Functions.filled(0, cells.dim(-1));
    Nd unit = Functions.layerNorm("groupNorm", cells, one, zero, epsilon);
    Nd like = Layout.reshape(unit, x.shape().dims());
    Nd scaled = Functions.zip("groupNorm", like, Layout.reshape(weight, -1, 1, 1), (p, q) -> p * q);
    return Functions.zip("groupNorm", scaled, Layout.reshape(bias, -1, 1, 1), Double::sum);
  }

  @Override
  public Nd gelu(Nd x) {
    return Functions.map(x, Functions::gelu);
  }

  @Override
  public Nd relu(Nd x) {
    return Functions.map(x, v -> Math.max(v, 0));
  }

  @Override
  public Nd sigmoid(Nd x) {
    return Functions.map(x, Functions::sigmoid);
  }

  @Override
  public Nd softmax(Nd x) {
    return Functions.softmax(x);
  }

  @Override
  public Nd log(Nd x) {
    return Functions.map(x, Math::log);
  }

  @Override
  public Nd sin(Nd x) {
    return Functions.map(x, Math::sin);
  }

  @Override
  public Nd cos(Nd x) {
    return Functions.map(x, Math::cos);
  }

  @Override
  public Nd greater(Nd x, double threshold) {
    // Engines compare float32 with float32.
    float limit = (float) threshold;
    return Functions.map(x, v -> v > limit ? 1 : 0);
  }

  @Override
  public Nd add(Nd a, Nd b) {
    return Functions.zip("add", a, b, Double::sum);
  }

  @Override
  public Nd sub(Nd a, Nd b) {
    return Functions.zip("sub", a, b, (p, q) -> p - q);
  }

  @Override
  public Nd mul(Nd a, Nd b) {
    return Functions.zip("mul", a, b, (p, q) -> p * q);
  }

  @Override
  public Nd affine(Nd x, double factor, double offset) {
    return Functions.map(x, v -> v * factor + offset);
  }

  @Override
  public Nd maxPool2x2ChannelsLast(Nd x) {
    return Images.maxPool2x2ChannelsLast(x);
  }

  @Override
  public Nd upsampleNearest2x(Nd x) {
    return Images.upsampleNearest2x(x);
  }

  @Override
  public Nd resizeBilinear(Nd x, int height, int width) {
    return Images.resizeBilinear(x, height, width);
  }

  @Override
  public Nd reshape(Nd x, long... dims) {
    return Layout.reshape(x, dims);
  }

  @Override
  public Nd permute(Nd x, int... axes) {
    return Layout.permute(x, axes);
  }

  @Override
  public Nd concat(int axis, List<Nd> parts) {
    return Layout.concat(axis, parts);
  }

  @Override
  public Nd slice(Nd x, int axis, long from, long to) {
    return Layout.slice(x, axis, from, to);
  }

  @Override
  public Nd gather(Nd table, Nd indices) {
    return Layout.gather(table, indices);
  }

  @Override
  public Nd expandBatch(Nd x, Nd like) {
    return Layout.broadcast(x, x.shape().with(0, like.dim(0)).dims());
  }
}

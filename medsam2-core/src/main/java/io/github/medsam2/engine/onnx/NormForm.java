// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;

/**
 * Layer norm in two passes: the mean, then the mean of squared differences. The runtime's own
 * operator loses digits (or everything) on maps with a large mean in most of its versions and is
 * four times slower than this in the others; its instance norm runs on one thread only.
 */
final class NormForm {
  private final Emitter emit;

  NormForm(Emitter emit) {
    this.emit = emit;
  }

  OnnxValue overLast(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    Shapes.same("layerNorm", x.shape(), -1, weight.shape(), -1);
    int axis = x.shape().rank() - 1;
    OnnxValue centred = emit.zip("Sub", x, emit.reduce("ReduceMean", x, axis));
    OnnxValue variance = emit.reduce("ReduceMean", emit.zip("Mul", centred, centred), axis);
    return scaled(centred, variance, epsilon, weight, bias);
  }

  /**
   * Means over channels are products with a row of 1/C: a reduction of axis 1 is 7 times slower.
   */
  OnnxValue overChannels(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    Shapes.rank("layerNorm2d", x.shape(), 4);
    Shapes.same("layerNorm2d", x.shape(), 1, weight.shape(), 0);
    long channels = weight.shape().dim(0);
    float[] share = new float[Math.toIntExact(channels)];
    Arrays.fill(share, 1f / channels);
    OnnxValue mean = emit.stored().constant(HostTensor.of(share, 1, channels));
    OnnxValue pixels = pixels(x);
    OnnxValue centred = emit.zip("Sub", pixels, emit.matmul(mean, pixels));
    OnnxValue variance = emit.matmul(mean, emit.zip("Mul", centred, centred));
    OnnxValue y =
        scaled(
            centred,
            variance,
            epsilon,
            emit.reshape(weight, channels, 1),
            emit.reshape(bias, channels, 1));
    return emit.reshapeLike(y, x);
  }

  OnnxValue overGroups(OnnxValue x, int groups, OnnxValue weight, OnnxValue bias, double epsilon) {
    Shapes.rank("groupNorm", x.shape(), 4);
    Shapes.same("groupNorm", x.shape(), 1, weight.shape(), 0);
    Shapes.same("groupNorm", x.shape(), 1, bias.shape(), 0);
    long channels = weight.shape().dim(0);
    Shapes.require(
        groups > 0 && channels % groups == 0,
        "groupNorm",
        "channels in " + groups + " groups",
        "" + channels);
    OnnxValue cells = emit.reshape(x, 0, groups, ANY);
    OnnxValue centred = emit.zip("Sub", cells, emit.reduce("ReduceMean", cells, 2));
    OnnxValue variance = emit.reduce("ReduceMean", emit.zip("Mul", centred, centred), 2);
    OnnxValue unit = emit.reshapeLike(unit(centred, variance, epsilon), x);
    OnnxValue scaled = emit.zip("Mul", unit, emit.reshape(weight, channels, 1, 1));
    return emit.zip("Add", scaled, emit.reshape(bias, channels, 1, 1));
  }

  /** {@code (N, C, H, W)} as {@code (N, C, H * W)}. */
  private OnnxValue pixels(OnnxValue x) {
    Shape s = x.shape();
    boolean known = s.dim(2) != ANY && s.dim(3) != ANY;
    return emit.reshape(x, 0, 0, known ? s.dim(2) * s.dim(3) : ANY);
  }

  private OnnxValue scaled(
      OnnxValue centred, OnnxValue variance, double epsilon, OnnxValue weight, OnnxValue bias) {
    return emit.zip("Add", emit.zip("Mul", unit(centred, variance, epsilon), weight), bias);
  }

  private OnnxValue unit(OnnxValue centred, OnnxValue variance, double epsilon) {
    OnnxValue deviation = emit.map("Sqrt", emit.zip("Add", variance, epsilon));
    return emit.zip("Mul", centred, emit.map("Reciprocal", deviation));
  }
}

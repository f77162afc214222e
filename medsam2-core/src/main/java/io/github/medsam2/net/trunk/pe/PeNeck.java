// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.List;

/**
 * A neck: from the trunk's one map to maps of four times, twice and once its resolution.
 *
 * <p>Where one linear step follows another with nothing in between, the two are multiplied into
 * one: the 1x1 convolution after a doubling, and for prompts the decoder's own 1x1 after the last
 * 3x3. Not a 1x1 before a 3x3, whose bias is missing beyond the edge.
 *
 * @param root all layers of the checkpoint
 * @param neck which of the two
 * @param <T> the engine's value
 */
record PeNeck<T>(Layers<T> root, Neck neck) {
  static final int LEVELS = 3;

  /** The features that prompts meet, of a map (N, g, g, C). */
  Features<T> features(T map) {
    Ops<T> ops = root.ops();
    T x = ops.permute(map, 0, 3, 1, 2);
    Layers<T> decoder = root.at("sam_mask_decoder");
    T top = smooth(2, same(x));
    Shape shape = ops.shape(top);
    T tokens = ops.reshape(top, 0, shape.dim(1), shape.dim(2) * shape.dim(3));
    return new Features<>(
        ops.permute(tokens, 0, 2, 1),
        ops.scope(() -> smooth(1, doubled(x), decoder.at("conv_s1"))),
        ops.scope(() -> smooth(0, quadrupled(x), decoder.at("conv_s0"))));
  }

  /** Maps (N, c, 4g, 4g), (N, c, 2g, 2g) and (N, c, g, g) of a map (N, g, g, C). */
  List<T> levels(T map) {
    Ops<T> ops = root.ops();
    T x = ops.permute(map, 0, 3, 1, 2);
    return List.of(
        ops.scope(() -> smooth(0, quadrupled(x))),
        ops.scope(() -> smooth(1, doubled(x))),
        smooth(2, same(x)));
  }

  private T same(T x) {
    return level(2).conv(x, "conv_1x1", 1, 0);
  }

  private T doubled(T x) {
    return doubledTo(level(1), x, "dconv_2x2");
  }

  private T quadrupled(T x) {
    Ops<T> ops = root.ops();
    Layers<T> layers = level(0);
    T first =
        ops.convTranspose2x2(
            x, layers.param("dconv_2x2_0.weight"), layers.param("dconv_2x2_0.bias"));
    return doubledTo(layers, ops.gelu(first), "dconv_2x2_1");
  }

  /** A doubling and the 1x1 convolution after it, as one doubling. */
  private T doubledTo(Layers<T> layers, T x, String name) {
    Ops<T> ops = root.ops();
    T weight = layers.param(name + ".weight"); // (in, mid, 2, 2)
    long in = ops.shape(weight).dim(0);
    long mid = ops.shape(weight).dim(1);
    T outer = matrix(layers.at("conv_1x1")); // (out, mid)
    long out = ops.shape(outer).dim(0);
    T both = ops.matmul(outer, ops.reshape(weight, in, mid, 4)); // (in, out, 4)
    T bias = through(layers.at("conv_1x1"), layers.param(name + ".bias"));
    return ops.convTranspose2x2(x, ops.reshape(both, in, out, 2, 2), bias);
  }

  private T smooth(int level, T x) {
    return level(level).conv(x, "conv_3x3", 1, 1);
  }

  /** A 3x3 convolution and a 1x1 after it, as one 3x3. */
  private T smooth(int level, T x, Layers<T> after) {
    Ops<T> ops = root.ops();
    T weight = level(level).param("conv_3x3.weight"); // (mid, in, 3, 3)
    Shape shape = ops.shape(weight);
    T flat = ops.reshape(weight, shape.dim(0), shape.dim(1) * 9);
    T outer = matrix(after);
    T both = ops.reshape(ops.matmul(outer, flat), ops.shape(outer).dim(0), shape.dim(1), 3, 3);
    return ops.conv2d(x, both, through(after, level(level).param("conv_3x3.bias")), 1, 1, 1);
  }

  /** What a 1x1 convolution makes of a bias before it, with its own. */
  private T through(Layers<T> pointwise, T bias) {
    Ops<T> ops = root.ops();
    T outer = matrix(pointwise);
    T moved = ops.matmul(outer, ops.reshape(bias, ops.shape(outer).dim(1), 1));
    return ops.add(ops.reshape(moved, ops.shape(outer).dim(0)), pointwise.param("bias"));
  }

  /** The weight of a 1x1 convolution as a matrix. */
  private T matrix(Layers<T> pointwise) {
    T weight = pointwise.param("weight");
    Shape shape = root.ops().shape(weight);
    return root.ops().reshape(weight, shape.dim(0), shape.dim(1));
  }

  private Layers<T> level(int level) {
    return root.at(neck.key(), level);
  }
}

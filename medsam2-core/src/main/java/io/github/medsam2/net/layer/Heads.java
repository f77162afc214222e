// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * The projections of an attention with a depth d for each of its h heads, head by head.
 *
 * @param layers the module with {@code q_proj}, {@code k_proj}, {@code v_proj}, {@code out_proj}
 * @param heads h
 * @param <T> the engine's value
 */
public record Heads<T>(Layers<T> layers, int heads) {

  /** d, the width of a head. */
  long depth() {
    return layers.ops().shape(layers.param("q_proj.weight")).dim(0) / heads;
  }

  /** (N, L, C) through a projection, as (N, h, L, d). */
  T projected(T x, String projection) {
    T all = layers.linear(x, projection);
    return layers.ops().permute(layers.ops().reshape(all, 0, 0, heads, depth()), 0, 2, 1, 3);
  }

  /** The weight of a projection as (h, d, C). */
  T rows(String projection) {
    Ops<T> ops = layers.ops();
    T weight = layers.param(projection + ".weight");
    return ops.reshape(weight, heads, depth(), ops.shape(weight).dim(1));
  }

  /** The bias of a projection as (h, d, 1). */
  T bias(String projection) {
    return layers.ops().reshape(layers.param(projection + ".bias"), heads, depth(), 1);
  }

  /** Values (N, h, L, d) joined and through {@code out_proj}, (N, L, C). */
  T out(T values) {
    Ops<T> ops = layers.ops();
    T joined = ops.reshape(ops.permute(values, 0, 2, 1, 3), 0, 0, heads * depth());
    return layers.linear(joined, "out_proj");
  }

  /**
   * What each of t tokens says to each head, as it comes out of {@code out_proj}, (N, h * t, C). As
   * the weights of a head sum to one, so do shares of the bias.
   */
  T told(T v) {
    Ops<T> ops = layers.ops();
    T weight = layers.param("out_proj.weight"); // (C, h * d)
    long width = ops.shape(weight).dim(0);
    T columns = ops.permute(ops.reshape(weight, width, heads, depth()), 1, 2, 0);
    T said = ops.reshape(ops.matmul(projected(v, "v_proj"), columns), 0, Shape.ANY, width);
    return ops.add(said, ops.affine(layers.param("out_proj.bias"), 1.0 / heads, 0));
  }
}

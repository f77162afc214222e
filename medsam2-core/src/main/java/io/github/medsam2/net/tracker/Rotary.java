// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.List;

/**
 * Rotary position encoding on a square grid, in the form that costs no strided access.
 *
 * <p>The original rotates adjacent channels (2j, 2j + 1) by an angle of x for the first half of the
 * pairs and of y for the second. Attention scores do not change when queries and keys are permuted
 * alike, so the rows of both projections are reordered, even channels first, and the rotation pairs
 * channel j with channel j + C/2: two contiguous halves.
 *
 * @param layers the attention module, for its projections
 * @param side side of the grid
 * @param width channels
 * @param <T> the engine's value
 */
record Rotary<T>(Layers<T> layers, int side, int width) {
  private static final double TEMPERATURE = 10000;

  /** {@code x} through the reordered projection {@code name}, (..., C). */
  T project(T x, String name) {
    Ops<T> ops = layers.ops();
    T weight = layers.param(name + ".weight");
    long in = ops.shape(weight).dim(1);
    T pairs = ops.permute(ops.reshape(weight, width / 2, 2, in), 1, 0, 2);
    T bias = ops.permute(ops.reshape(layers.param(name + ".bias"), width / 2, 2), 1, 0);
    return ops.linear(x, ops.reshape(pairs, width, in), ops.reshape(bias, width));
  }

  /** Rotates projected tokens (N, side * side, C) by their place in the grid. */
  T rotate(T x) {
    Ops<T> ops = layers.ops();
    int half = width / 2;
    T a = ops.slice(x, 2, 0, half);
    T b = ops.slice(x, 2, half, width);
    T cos = layers.constant(table(true), 1, (long) side * side, half);
    T sin = layers.constant(table(false), 1, (long) side * side, half);
    T left = ops.sub(ops.mul(a, cos), ops.mul(b, sin));
    T right = ops.add(ops.mul(a, sin), ops.mul(b, cos));
    return ops.concat(2, List.of(left, right));
  }

  private float[] table(boolean cosine) {
    int half = width / 2;
    int quarter = width / 4;
    float[] out = new float[side * side * half];
    for (int n = 0; n < side * side; n++) {
      for (int j = 0; j < half; j++) {
        int place = j < quarter ? n % side : n / side;
        double angle = place * Math.pow(TEMPERATURE, -4.0 * (j % quarter) / width);
        out[n * half + j] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
      }
    }
    return out;
  }

  /** The shape of {@code frames} maps of tokens merged into one row of tokens. */
  T flatten(T maps) {
    return layers.ops().reshape(maps, 1, Shape.ANY, width);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.QuerySlices;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.List;

/**
 * Attention inside windows of a token grid, queries and keys rotated by their place in the window.
 *
 * <p>A grid that windows do not divide is filled up with zeros below and on the right, which take
 * part as any token does: their keys differ by their place, so that no single one stands for all.
 *
 * <p>The original rotates channels 2j and 2j + 1 of a head. Scores do not change when queries and
 * keys are permuted alike, so the rows of both projections are reordered, the even ones of each
 * head first, and the rotation pairs the two halves of a head.
 *
 * @param layers the block's {@code attn}
 * @param width channels
 * @param heads attention heads
 * @param side of a window, in tokens
 * @param scale of the places within it
 * @param <T> the engine's value
 */
record RotaryWindows<T>(Layers<T> layers, int width, int heads, int side, double scale) {

  /** From (N, g, g, C) to the same. */
  T apply(T x) {
    Ops<T> ops = layers.ops();
    int grid = Math.toIntExact(ops.shape(x).dim(1));
    int windows = (grid + side - 1) / side;
    T filled = filled(filled(x, 1, windows * side - grid), 2, windows * side - grid);
    T cells = ops.reshape(filled, Shape.ANY, side, windows, side, width);
    cells = ops.permute(cells, 0, 2, 1, 3, 4); // (N * windows, windows, side, side, C)
    T out = attend(ops.reshape(cells, Shape.ANY, (long) side * side, width));
    T map = ops.reshape(out, Shape.ANY, windows, side, side, width);
    map =
        ops.reshape(
            ops.permute(map, 0, 2, 1, 3, 4), Shape.ANY, grid(windows), grid(windows), width);
    map = ops.slice(ops.slice(map, 1, 0, grid), 2, 0, grid);
    return layers.linear(map, "proj");
  }

  private long grid(int windows) {
    return (long) windows * side;
  }

  private T filled(T x, int axis, int more) {
    if (more == 0) {
      return x;
    }
    Ops<T> ops = layers.ops();
    long[] dims = ops.shape(x).with(axis, more).with(0, 1).dims();
    T zeros = layers.constant(new float[Math.toIntExact(Shape.of(dims).count())], dims);
    return ops.concat(axis, List.of(x, ops.expandBatch(zeros, x)));
  }

  /** All windows at once, (N, L, C). */
  private T attend(T tokens) {
    Ops<T> ops = layers.ops();
    T weight = layers.param("qkv.weight");
    T bias = layers.param("qkv.bias");
    long asked = 2L * width;
    T qk = ops.linear(tokens, halved(weight, width), halved(bias, 1));
    qk = rotated(qk);
    T v =
        ops.linear(
            tokens,
            ops.slice(weight, 0, asked, asked + width),
            ops.slice(bias, 0, asked, asked + width));
    T q = ops.slice(qk, 2, 0, width);
    T k = ops.slice(qk, 2, width, asked);
    return QuerySlices.attend(ops, q, k, v, heads);
  }

  /** The rows that make queries and keys, of each head the even ones first. */
  private T halved(T rows, int in) {
    Ops<T> ops = layers.ops();
    T qk = ops.slice(rows, 0, 0, 2L * width);
    T pairs = ops.permute(ops.reshape(qk, 2L * heads, half(), 2, in), 0, 2, 1, 3);
    return in == 1 ? ops.reshape(pairs, 2L * width) : ops.reshape(pairs, 2L * width, in);
  }

  private T rotated(T x) {
    Ops<T> ops = layers.ops();
    long tokens = (long) side * side;
    T heads2 = ops.reshape(x, Shape.ANY, tokens, 2L * heads, 2, half());
    T a = ops.slice(heads2, 3, 0, 1);
    T b = ops.slice(heads2, 3, 1, 2);
    T cos = layers.constant(angles(true), 1, tokens, 1, 1, half());
    T sin = layers.constant(angles(false), 1, tokens, 1, 1, half());
    T left = ops.sub(ops.mul(a, cos), ops.mul(b, sin));
    T right = ops.add(ops.mul(a, sin), ops.mul(b, cos));
    return ops.reshape(ops.concat(3, List.of(left, right)), Shape.ANY, tokens, 2L * width);
  }

  private int half() {
    return width / heads / 2;
  }

  private float[] angles(boolean cosine) {
    return Angles.table(side, width / heads, scale, cosine);
  }
}

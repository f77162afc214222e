// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.PromptEncoder.Kind;
import io.github.medsam2.ops.Ops;

/**
 * The cells that positive clicks of objects lie in.
 *
 * @param layers the engine's
 * @param side side g of the grid
 * @param <T> the engine's value
 */
public record ClickedCells<T>(Layers<T> layers, int side) {

  /**
   * How much of all clicks of B objects lies in each cell. A click between the centres of four is
   * shared among them.
   *
   * @param positions (B, P, 2) x and y in [0, 1]
   * @param kinds (B, P) int64 of {@link Kind}
   * @return (B, 1, g * g); 0 where nothing is clicked
   */
  public T of(T positions, T kinds) {
    Ops<T> ops = layers.ops();
    float[] counts = new float[Kind.values().length];
    counts[Kind.POSITIVE.ordinal()] = 1;
    T meant = ops.gather(layers.constant(counts, counts.length, 1), kinds); // (B, P, 1)
    T near = ops.reshape(near(positions), 0, 0, 2L * side);
    T x = ops.reshape(ops.slice(near, 2, 0, side), 0, 0, 1, side);
    T y = ops.reshape(ops.slice(near, 2, side, 2L * side), 0, 0, side, 1);
    T each = ops.reshape(ops.mul(y, x), 0, 0, (long) side * side);
    return ops.matmul(ops.permute(meant, 0, 2, 1), each);
  }

  /**
   * How near each position is to the centres of columns and rows, 1 to 0 a cell away, (B, P, 2, g).
   */
  private T near(T positions) {
    Ops<T> ops = layers.ops();
    float[] centres = new float[side];
    for (int i = 0; i < side; i++) {
      centres[i] = i + 0.5f;
    }
    T at = ops.reshape(ops.affine(positions, side, 0), 0, 0, 2, 1);
    T off = ops.sub(at, layers.constant(centres, 1, 1, 1, side));
    T far = ops.add(ops.relu(off), ops.relu(ops.affine(off, -1, 0)));
    return ops.relu(ops.affine(far, -1, 1));
  }
}

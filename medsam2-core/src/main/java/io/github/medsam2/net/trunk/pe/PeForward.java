// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From an image to the output of the last block.
 *
 * @param trunk its layers
 * @param pe its sizes
 * @param <T> the engine's value
 */
record PeForward<T>(Layers<T> trunk, Pe pe) {

  /** The output of every block, (N, g, g, C). */
  List<T> blocks(T image) {
    T x = patches(image);
    List<T> outputs = new ArrayList<>();
    for (int i = 0; i < pe.depth(); i++) {
      x = block(i, x);
      outputs.add(x);
    }
    return outputs;
  }

  /** From (N, 3, S, S), normalised, to what the first block is given, (N, g, g, C). */
  T patches(T image) {
    Ops<T> ops = trunk.ops();
    T weight = trunk.param("patch_embed.proj.weight");
    T x = ops.permute(ops.conv2d(image, weight, null, pe.patch(), 0, 1), 0, 2, 3, 1);
    int grid = Math.toIntExact(ops.shape(x).dim(1));
    return trunk.layerNorm(ops.add(x, positions(grid)), "ln_pre", Layers.EPS);
  }

  /** The stored positions laid side by side, cut to the grid. */
  private T positions(int grid) {
    Ops<T> ops = trunk.ops();
    int side = pe.positions().side();
    long first = pe.positions().first();
    T rows = ops.slice(trunk.param("pos_embed"), 1, first, first + (long) side * side);
    T map = ops.reshape(rows, 1, side, side, pe.width());
    int times = (grid + side - 1) / side;
    T row = ops.slice(ops.concat(2, Collections.nCopies(times, map)), 2, 0, grid);
    return ops.slice(ops.concat(1, Collections.nCopies(times, row)), 1, 0, grid);
  }

  /** From (N, g, g, C) to the same. */
  T block(int index, T x) {
    Ops<T> ops = trunk.ops();
    int grid = Math.toIntExact(ops.shape(x).dim(1));
    Layers<T> layers = trunk.at("blocks", index);
    RotaryWindows<T> attention =
        new RotaryWindows<>(
            layers.at("attn"), pe.width(), pe.heads(), pe.side(index, grid), pe.scale(index, grid));
    T seen = ops.scope(() -> ops.add(x, attention.apply(layers.layerNorm(x, "norm1", Layers.EPS))));
    return ops.scope(() -> ops.add(seen, feedForward(layers, seen)));
  }

  private T feedForward(Layers<T> layers, T x) {
    T hidden = layers.linear(layers.layerNorm(x, "norm2", Layers.EPS), "mlp.fc1");
    return layers.linear(trunk.ops().gelu(hidden), "mlp.fc2");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;

/**
 * A pre-norm transformer block on a token grid.
 *
 * @param layers {@code blocks.i}
 * @param width channels of the output
 * @param heads attention heads
 * @param window side of the window, or 0 for the whole grid
 * @param opensStage whether the block doubles the width and halves the grid
 * @param <T> the engine's value
 */
public record Block<T>(Layers<T> layers, int width, int heads, int window, boolean opensStage) {

  /** From (N, g, g, in) to (N, g, g, width), g halved where a stage opens. */
  public T apply(T x) {
    Ops<T> ops = layers.ops();
    T normed = layers.layerNorm(x, "norm1", Layers.EPS_TRUNK);
    // The shortcut of a widening block is projected from the normed input, not from x.
    T shortcut = opensStage ? ops.maxPool2x2ChannelsLast(layers.linear(normed, "proj")) : x;
    WindowAttention<T> attention =
        new WindowAttention<>(layers.at("attn"), width, heads, window, opensStage);
    x = ops.add(shortcut, attention.apply(normed));
    return ops.add(x, feedForward(layers.layerNorm(x, "norm2", Layers.EPS_TRUNK)));
  }

  /** Adds the keys of a block from one width to another. */
  public static void keys(KeyTable table, String key, int in, int out) {
    table.norm(key + ".norm1", in);
    table.linear(key + ".attn.qkv", 3L * out, in);
    table.linear(key + ".attn.proj", out, out);
    table.norm(key + ".norm2", out);
    table.mlp(key + ".mlp", out, 4L * out, out);
    if (in != out) {
      table.linear(key + ".proj", out, in);
    }
  }

  private T feedForward(T x) {
    T hidden = layers.ops().gelu(layers.linear(x, "mlp.layers.0")); // (N, g, g, 4 * width)
    return layers.linear(hidden, "mlp.layers.1");
  }
}

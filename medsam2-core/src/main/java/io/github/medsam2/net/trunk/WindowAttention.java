// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention inside windows of a token grid.
 *
 * <p>The original pads the grid with zeros to a multiple of the window, <em>after</em> the norm and
 * <em>before</em> the qkv projection, and does not mask the padding: every padded token has the
 * projection's bias as its key and value and takes part in the softmax. As all p padded tokens of a
 * window are equal, they are replaced here by a single virtual token with {@code ln p} added to its
 * score, which gives the same sums. So the grid is cut into at most four regions - whole windows,
 * the strip on the right, the strip below, the corner - and only real tokens are multiplied (10 %
 * of the trunk saved at 512 pixels).
 *
 * @param layers the block's {@code attn}
 * @param width channels of the output
 * @param heads attention heads
 * @param window side of a window, or 0 for the whole grid
 * @param pooled whether queries are max-pooled 2x2, which halves the grid
 * @param <T> the engine's value
 */
record WindowAttention<T>(Layers<T> layers, int width, int heads, int window, boolean pooled) {

  /** From (N, g, g, in) to (N, g or g/2, g or g/2, width). */
  T apply(T x) {
    Ops<T> ops = layers.ops();
    int grid = Math.toIntExact(ops.shape(x).dim(1));
    T qkv = layers.linear(x, "qkv"); // (N, g, g, 3 * width)
    int side = window == 0 ? grid : window;
    int whole = grid / side * side;
    List<T> bands = new ArrayList<>();
    for (Span rows : spans(grid, whole)) {
      List<T> regions = new ArrayList<>();
      for (Span columns : spans(grid, whole)) {
        T region = ops.slice(ops.slice(qkv, 1, rows.from, rows.to), 2, columns.from, columns.to);
        regions.add(region(region, rows.cell(side), columns.cell(side), side));
      }
      bands.add(ops.concat(2, regions));
    }
    return layers.linear(ops.concat(1, bands), "proj");
  }

  /** The part of an axis covered by whole windows, and the rest. */
  private static List<Span> spans(int grid, int whole) {
    if (whole == 0 || whole == grid) {
      return List.of(new Span(0, grid));
    }
    return List.of(new Span(0, whole), new Span(whole, grid));
  }

  private record Span(int from, int to) {
    int cell(int side) {
      return Math.min(to - from, side);
    }
  }

  /** All windows of one region at once; its cells are h x w tokens, padded to side x side. */
  private T region(T qkv, int h, int w, int side) {
    Ops<T> ops = layers.ops();
    int columns = Math.toIntExact(ops.shape(qkv).dim(2)) / w;
    int rows = Math.toIntExact(ops.shape(qkv).dim(1)) / h;
    T cells = ops.reshape(qkv, Shape.ANY, h, columns, w, 3L * width);
    cells = ops.permute(cells, 0, 2, 1, 3, 4); // (N * rows, columns, h, w, 3 * width)
    T tokens = ops.reshape(cells, Shape.ANY, (long) h * w, 3L * width);
    T out = attend(tokens, h, w, side * side - h * w); // (N * rows * columns, L, width)
    int oh = pooled ? h / 2 : h;
    int ow = pooled ? w / 2 : w;
    T map = ops.permute(ops.reshape(out, Shape.ANY, columns, oh, ow, width), 0, 2, 1, 3, 4);
    return ops.reshape(map, Shape.ANY, (long) rows * oh, (long) columns * ow, width);
  }

  private T attend(T tokens, int h, int w, int padding) {
    Ops<T> ops = layers.ops();
    T q = ops.slice(tokens, 2, 0, width);
    T k = ops.slice(tokens, 2, width, 2L * width);
    T v = ops.slice(tokens, 2, 2L * width, 3L * width);
    if (pooled) {
      T map = ops.maxPool2x2ChannelsLast(ops.reshape(q, Shape.ANY, h, w, width));
      q = ops.reshape(map, Shape.ANY, (long) (h / 2) * (w / 2), width);
    }
    if (padding == 0) {
      return ops.attention(q, k, v, heads, null);
    }
    k = ops.concat(1, List.of(k, virtual(1, k)));
    v = ops.concat(1, List.of(v, virtual(2, v)));
    return ops.attention(q, k, v, heads, logMultiplicity(h * w, padding));
  }

  /** What the projection makes of a padded (zero) token: its bias. */
  private T virtual(int part, T like) {
    Ops<T> ops = layers.ops();
    T bias = ops.slice(layers.param("qkv.bias"), 0, (long) part * width, (part + 1L) * width);
    return ops.expandBatch(ops.reshape(bias, 1, 1, width), like);
  }

  private @Nullable T logMultiplicity(int tokens, int padding) {
    float[] bias = new float[tokens + 1];
    bias[tokens] = (float) Math.log(padding);
    return layers.constant(bias, 1, 1, 1, tokens + 1L);
  }
}

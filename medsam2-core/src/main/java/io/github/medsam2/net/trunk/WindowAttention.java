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
 * score, which gives the same sums. The three parts of the projection are products of their own, so
 * that nothing is cut apart afterwards. So the grid is cut into at most four regions - whole
 * windows, the strip on the right, the strip below, the corner - and only real tokens are
 * multiplied (10 % of the trunk saved at 512 pixels).
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
    int side = window == 0 ? grid : window;
    List<Span> spans = spans(grid, grid / side * side);
    T map = spans.size() == 1 ? uniform(x, Math.min(side, grid), side) : regions(x, spans, side);
    return layers.linear(map, "proj");
  }

  /** Windows of one size: cut before the projection, where a token is a third as wide. */
  private T uniform(T x, int cell, int side) {
    int count = Math.toIntExact(layers.ops().shape(x).dim(1)) / cell;
    T tokens = cut(x, cell, cell);
    T out =
        attend(projected(tokens, 0), projected(tokens, 1), projected(tokens, 2), cell, cell, side);
    return joined(out, count, count, cell, cell);
  }

  private T regions(T x, List<Span> spans, int side) {
    Ops<T> ops = layers.ops();
    List<T> parts = List.of(projected(x, 0), projected(x, 1), projected(x, 2));
    List<T> bands = new ArrayList<>();
    for (Span rows : spans) {
      List<T> regions = new ArrayList<>();
      for (Span columns : spans) {
        regions.add(region(parts, rows, columns, side));
      }
      bands.add(ops.concat(2, regions));
    }
    return ops.concat(1, bands);
  }

  private T region(List<T> parts, Span rows, Span columns, int side) {
    Ops<T> ops = layers.ops();
    int h = rows.cell(side);
    int w = columns.cell(side);
    List<T> cells = new ArrayList<>();
    for (T part : parts) {
      T band = ops.slice(part, 1, rows.from, rows.to);
      cells.add(cut(ops.slice(band, 2, columns.from, columns.to), h, w));
    }
    T out = attend(cells.get(0), cells.get(1), cells.get(2), h, w, side);
    return joined(out, rows.length() / h, columns.length() / w, h, w);
  }

  /** The part of an axis covered by whole windows, and the rest. */
  private static List<Span> spans(int grid, int whole) {
    if (whole == 0 || whole == grid) {
      return List.of(new Span(0, grid));
    }
    return List.of(new Span(0, whole), new Span(whole, grid));
  }

  private record Span(int from, int to) {
    int length() {
      return to - from;
    }

    int cell(int side) {
      return Math.min(length(), side);
    }
  }

  /** A map (N, rows * h, columns * w, C) as its windows (N * rows * columns, h * w, C). */
  private T cut(T map, int h, int w) {
    Ops<T> ops = layers.ops();
    long c = ops.shape(map).dim(3);
    long columns = ops.shape(map).dim(2) / w;
    T cells = ops.permute(ops.reshape(map, Shape.ANY, h, columns, w, c), 0, 2, 1, 3, 4);
    return ops.reshape(cells, Shape.ANY, (long) h * w, c);
  }

  /** The inverse of {@link #cut}, of windows whose queries may be pooled. */
  private T joined(T windows, int rows, int columns, int h, int w) {
    Ops<T> ops = layers.ops();
    int oh = pooled ? h / 2 : h;
    int ow = pooled ? w / 2 : w;
    T cells = ops.reshape(windows, Shape.ANY, columns, oh, ow, width);
    T map = ops.permute(cells, 0, 2, 1, 3, 4);
    return ops.reshape(map, Shape.ANY, (long) rows * oh, (long) columns * ow, width);
  }

  /** A third of the projection: of the query, the key or the value. */
  private T projected(T tokens, int part) {
    Ops<T> ops = layers.ops();
    T weight = ops.slice(layers.param("qkv.weight"), 0, (long) part * width, (part + 1L) * width);
    return ops.linear(tokens, weight, bias(part));
  }

  private T bias(int part) {
    return layers
        .ops()
        .slice(layers.param("qkv.bias"), 0, (long) part * width, (part + 1L) * width);
  }

  private T attend(T q, T k, T v, int h, int w, int side) {
    Ops<T> ops = layers.ops();
    int padding = side * side - h * w;
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
    return ops.expandBatch(ops.reshape(bias(part), 1, 1, width), like);
  }

  private @Nullable T logMultiplicity(int tokens, int padding) {
    float[] bias = new float[tokens + 1];
    bias[tokens] = (float) Math.log(padding);
    return layers.constant(bias, 1, 1, 1, tokens + 1L);
  }
}

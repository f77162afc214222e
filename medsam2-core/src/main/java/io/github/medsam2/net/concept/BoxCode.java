// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.SinePositions;
import io.github.medsam2.ops.Ops;
import java.util.List;

/**
 * Boxes of queries, (1, Q, 4) with centre and size, as numbers the layers understand.
 *
 * @param at the decoder
 * @param config sizes
 * @param side g of the feature grid
 * @param <T> the engine's value
 */
record BoxCode<T>(Layers<T> at, ConceptConfig config, int side) {
  /** The least distance of a share from 0 and 1 whose logarithm is taken. */
  private static final double EDGE = 1e-3;

  /** Distances are told in eighths of the image, on a scale where 8 of them are 1. */
  private static final double EIGHTHS = 8;

  /** The place of each query: (1, Q, C). */
  T place(T boxes) {
    Ops<T> ops = at.ops();
    List<T> codes =
        List.of(
            sines(part(boxes, 1)),
            sines(part(boxes, 0)),
            sines(part(boxes, 2)),
            sines(part(boxes, 3)));
    return at.mlp(ops.concat(2, codes), "ref_point_head", 2);
  }

  private T sines(T share) {
    Ops<T> ops = at.ops();
    int channels = config.width() / 2;
    float[] even = new float[channels];
    float[] odd = new float[channels];
    for (int i = 0; i < channels; i++) {
      even[i] = i % 2 == 0 ? 1 : 0;
      odd[i] = 1 - even[i];
    }
    T angles = ops.mul(share, at.constant(SinePositions.turns(channels), channels));
    return ops.add(
        ops.mul(ops.sin(angles), at.constant(even, channels)),
        ops.mul(ops.cos(angles), at.constant(odd, channels)));
  }

  /**
   * What is added to the scores of queries and pixels, by how far the pixel is from the sides of
   * the query's box: one table of rows and one of columns, added. Before the queries stands one
   * that has no box.
   *
   * @return (1, heads, 1 + Q, g * g)
   */
  T bias(T boxes) {
    Ops<T> ops = at.ops();
    int h = config.heads();
    T columns = table(part(boxes, 0), part(boxes, 2), "boxRPB_embed_x");
    T rows = table(part(boxes, 1), part(boxes, 3), "boxRPB_embed_y");
    T sum = ops.add(ops.reshape(rows, 1, h, -1, side, 1), ops.reshape(columns, 1, h, -1, 1, side));
    return ops.reshape(sum, 1, h, -1, (long) side * side);
  }

  /** (1, heads, 1 + Q, g) */
  private T table(T centre, T size, String mlp) {
    Ops<T> ops = at.ops();
    float[] grid = new float[side];
    for (int i = 0; i < side; i++) {
      grid[i] = (float) i / side;
    }
    T half = ops.affine(size, 0.5, 0);
    T sides = ops.concat(2, List.of(ops.sub(centre, half), ops.add(centre, half)));
    T ends = ops.reshape(sides, 1, config.queries(), 1, 2);
    T distances = ops.affine(ops.sub(at.constant(grid, 1, 1, side, 1), ends), EIGHTHS, 0);
    T table = ops.permute(at.mlp(logarithmic(distances), mlp, 2), 0, 3, 1, 2);
    T none = at.constant(new float[config.heads() * side], 1, config.heads(), 1, side);
    return ops.concat(2, List.of(none, table));
  }

  /** sign(x) log2(|x| + 1) / 3 */
  private T logarithmic(T x) {
    Ops<T> ops = at.ops();
    T above = ops.log(ops.affine(ops.relu(x), 1, 1));
    T below = ops.log(ops.affine(ops.relu(ops.affine(x, -1, 0)), 1, 1));
    return ops.affine(ops.sub(above, below), 1 / Math.log(EIGHTHS), 0);
  }

  /** Boxes moved by (1, Q, 4) on the scale before the sigmoid. */
  T moved(T boxes, T by) {
    Ops<T> ops = at.ops();
    T above = ops.log(atLeastEdge(boxes));
    T below = ops.log(atLeastEdge(ops.affine(boxes, -1, 1)));
    return ops.sigmoid(ops.add(ops.sub(above, below), by));
  }

  private T atLeastEdge(T x) {
    return at.ops().affine(at.ops().relu(at.ops().affine(x, 1, -EDGE)), 1, EDGE);
  }

  private T part(T boxes, int i) {
    return at.ops().slice(boxes, 2, i, i + 1L);
  }
}

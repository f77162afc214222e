// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * {@link Attention} between tokens and an image whose projections are computed once and used for
 * many tokens.
 *
 * @param heads the projections
 * @param <T> the engine's value
 */
public record SeenAttention<T>(Heads<T> heads) {

  /** Attention of a module; see {@link Attention}. */
  public static <T> SeenAttention<T> of(Layers<T> layers, int heads) {
    return new SeenAttention<>(new Heads<>(layers, heads));
  }

  /** The image (1, L, C) as tokens find it, (1, h, d, L). */
  public T keys(T image) {
    return ops().permute(heads.projected(image, "k_proj"), 0, 1, 3, 2);
  }

  /** The image (1, L, C) as tokens read it, (1, h, L, d). */
  public T values(T image) {
    return heads.projected(image, "v_proj");
  }

  /** What the image (1, L, C) asks tokens, (1, h, L, d). */
  public T queries(T image) {
    return heads.projected(image, "q_proj");
  }

  /**
   * Tokens look at an image.
   *
   * @param q (N, t, C) tokens
   * @param keys (1, h, d, L) of the image
   * @param values (1, h, L, d) of the image
   * @return (N, t, C)
   */
  public T tokensAsk(T q, T keys, T values) {
    Ops<T> ops = ops();
    T asked = ops.affine(heads.projected(q, "q_proj"), scale(), 0);
    return heads.out(ops.matmul(ops.softmax(ops.matmul(asked, keys)), values));
  }

  /**
   * An image looks at tokens.
   *
   * @param queries (1, h, L, d) of the image
   * @param k (N, t, C) tokens
   * @param v (N, t, C) tokens
   * @return (N, L, C)
   */
  public T imageAsks(T queries, T k, T v) {
    Ops<T> ops = ops();
    T keys = ops.affine(heads.projected(k, "k_proj"), scale(), 0);
    T weights = ops.softmax(ops.matmul(queries, ops.permute(keys, 0, 1, 3, 2))); // (N, h, L, t)
    T byPixel = ops.permute(weights, 0, 2, 1, 3);
    T flat = ops.reshape(byPixel, 0, ops.shape(queries).dim(2), Shape.ANY);
    return ops.matmul(flat, heads.told(v));
  }

  private double scale() {
    return 1 / Math.sqrt(heads.depth());
  }

  private Ops<T> ops() {
    return heads.layers().ops();
  }
}

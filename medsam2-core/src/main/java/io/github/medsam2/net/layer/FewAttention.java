// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * {@link Attention} between few tokens and a large image: the same sums in another order. A
 * projection of the image that tokens are multiplied with becomes a projection of the tokens that
 * the image is multiplied with. With t tokens and h heads the image meets h * t columns instead of
 * the projection's width, half as many for a click.
 *
 * @param heads the projections
 * @param <T> the engine's value
 */
public record FewAttention<T>(Heads<T> heads) {

  /** Attention of a module; see {@link Attention}. */
  public static <T> FewAttention<T> of(Layers<T> layers, int heads) {
    return new FewAttention<>(new Heads<>(layers, heads));
  }

  /**
   * Tokens look at an image. The bias of its keys adds the same to all scores of a token, which a
   * softmax does not see.
   *
   * @param q (N, t, C) tokens
   * @param k (N or 1, L, C) image
   * @param v (N or 1, L, C) image
   * @return (N, t, C)
   */
  public T tokensAsk(T q, T k, T v) {
    Ops<T> ops = ops();
    long width = ops.shape(k).dim(2);
    T asked = ops.matmul(heads.projected(q, "q_proj"), heads.rows("k_proj")); // (N, h, t, C)
    double scale = Math.sqrt((double) width / heads.depth()); // attention divides by the width's
    T scaled = ops.affine(ops.reshape(asked, 0, Shape.ANY, width), scale, 0);
    T seen = ops.reshape(ops.attention(scaled, k, v, 1, null), 0, heads.heads(), Shape.ANY, width);
    T values = ops.matmul(seen, ops.permute(heads.rows("v_proj"), 0, 2, 1));
    return heads.out(ops.add(values, ops.permute(heads.bias("v_proj"), 0, 2, 1)));
  }

  /**
   * An image looks at tokens.
   *
   * @param q (N or 1, L, C) image
   * @param k (N, t, C) tokens
   * @param v (N, t, C) tokens
   * @return (N, L, C)
   */
  public T imageAsks(T q, T k, T v) {
    Ops<T> ops = ops();
    long width = ops.shape(q).dim(2);
    T keys = ops.affine(heads.projected(k, "k_proj"), 1 / Math.sqrt(heads.depth()), 0);
    T asked = ops.reshape(ops.matmul(keys, heads.rows("q_proj")), 0, Shape.ANY, width);
    T offsets = ops.reshape(ops.matmul(keys, heads.bias("q_proj")), 0, 1, Shape.ANY);
    T scores = ops.add(ops.matmul(q, ops.permute(asked, 0, 2, 1)), offsets); // (N, L, h * t)
    T weights = ops.softmax(ops.reshape(scores, 0, 0, heads.heads(), Shape.ANY));
    T flat = ops.reshape(weights, 0, ops.shape(q).dim(1), Shape.ANY);
    return ops.matmul(flat, heads.told(v));
  }

  private Ops<T> ops() {
    return heads.layers().ops();
  }
}

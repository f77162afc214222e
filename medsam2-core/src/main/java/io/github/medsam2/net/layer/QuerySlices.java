// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention over a part of the queries at a time, so that memory for scores stays bounded: every
 * query has a softmax of its own, so nothing changes.
 */
public final class QuerySlices {
  /** Scores at a time: 128 MiB. */
  public static final long SCORES = 1L << 25;

  /** Keys for each query where their number is not known yet: those of seven memories. */
  private static final long KEYS_OF_MEMORY = 7;

  private QuerySlices() {}

  /**
   * {@link Ops#attention} without a bias.
   *
   * @param q (N, L, heads * D), L known
   * @param k (N or 1, M, heads * D)
   * @param v (N or 1, M, heads * E)
   * @return (N, L, heads * E)
   */
  public static <T> T attend(Ops<T> ops, T q, T k, T v, int heads) {
    long queries = ops.shape(q).dim(1);
    long atOnce = atOnce(ops.shape(q), ops.shape(k), heads);
    if (queries <= atOnce) {
      return ops.attention(q, k, v, heads, null);
    }
    List<T> parts = new ArrayList<>();
    for (long from = 0; from < queries; from += atOnce) {
      T part = ops.slice(q, 1, from, Math.min(queries, from + atOnce));
      parts.add(ops.attention(part, k, v, heads, null));
    }
    return ops.concat(1, parts);
  }

  /** Queries whose scores fit, in parts of about one size. */
  private static long atOnce(Shape q, Shape k, int heads) {
    long keys = k.dim(1) == Shape.ANY ? KEYS_OF_MEMORY * q.dim(1) : k.dim(1);
    long ofOne = Math.max(1, q.dim(0)) * heads * keys;
    long fit = Math.max(1, SCORES / ofOne);
    long parts = (q.dim(1) + fit - 1) / fit;
    return (q.dim(1) + parts - 1) / parts;
  }
}

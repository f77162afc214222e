// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** Multi-head softmax attention of one call: heads split off, attended, joined again. */
final class Attention {
  private final TorchOps ops;
  private final NDArray q;
  private final NDArray k;
  private final NDArray v;
  private final int heads;

  Attention(TorchOps ops, NDArray q, NDArray k, NDArray v, int heads) {
    Checks.atLeast("attention heads", heads, 1);
    Checks.rank("attention q", q, 3);
    Checks.rank("attention k", k, 3);
    Checks.rank("attention v", v, 3);
    Checks.same("attention width of q and k", q.getShape().get(2), k.getShape().get(2));
    Checks.same("attention length of k and v", k.getShape().get(1), v.getShape().get(1));
    this.ops = ops;
    this.q = q;
    this.k = k;
    this.v = v;
    this.heads = heads;
  }

  /** {@code (N, L, heads * E)}; intermediate values are freed. */
  NDArray run(@Nullable NDArray bias) {
    return ops.within(() -> join(bias == null && sameDepth() ? fused() : composed(bias)));
  }

  /**
   * Whether the fused kernel applies. Timed on one Zen 3 thread, composed / fused: 1024 queries by
   * 7200 keys of depth 256, 87 / 85 ms; 4 heads of 1024 by 1024 of depth 96, 22 / 19 ms. For values
   * of depth 64 under keys of depth 256 PyTorch falls back to its own slower composition, 61 / 70.
   */
  private boolean sameDepth() {
    return q.getShape().get(2) == v.getShape().get(2);
  }

  private NDArray fused() {
    return ops.fusedAttention(split(q), split(ops.expandBatch(k, q)), split(ops.expandBatch(v, q)));
  }

  private NDArray composed(@Nullable NDArray bias) {
    // The scores are the largest arrays of a network: each is freed before the next product.
    return ops.matmul(ops.within(() -> ops.softmax(ops.within(() -> scores(bias)))), split(v));
  }

  private NDArray scores(@Nullable NDArray bias) {
    double scale = 1 / Math.sqrt((double) q.getShape().get(2) / heads);
    NDArray scaled = ops.affine(split(q), scale, 0);
    NDArray scores = ops.matmul(scaled, ops.permute(split(k), 0, 1, 3, 2));
    return bias == null ? scores : ops.add(scores, bias);
  }

  /** (N, L, heads * D) to (N, heads, L, D). */
  private NDArray split(NDArray x) {
    long depth = Checks.quotient("attention width per head", x.getShape().get(2), heads);
    return ops.permute(ops.reshape(x, 0, 0, heads, depth), 0, 2, 1, 3);
  }

  private NDArray join(NDArray x) {
    long width = x.getShape().get(1) * x.getShape().get(3);
    return ops.reshape(ops.permute(x, 0, 2, 1, 3), 0, 0, width);
  }
}

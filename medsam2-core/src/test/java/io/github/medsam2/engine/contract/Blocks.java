// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A transformer block small enough for tests. */
final class Blocks {

  private Blocks() {}

  static Weights weights() {
    Map<String, HostTensor> w = new LinkedHashMap<>();
    w.put("token", Values.normal(1, 1, 1, 8));
    w.put("norm.weight", Values.normal(2, 8));
    w.put("norm.bias", Values.normal(3, 8));
    w.put("qkv.weight", Values.about(4, 0, 0.3, 24, 8));
    w.put("qkv.bias", Values.normal(5, 24));
    w.put("out.weight", Values.about(6, 0, 0.3, 8, 8));
    return MapWeights.inMemory(w);
  }

  /** (N, L, 8) to (N, L + 1, 8): a token put in front, then attention and a residual. */
  static Object attended(Ops<Object> o, Object[] in) {
    Object x = o.concat(1, List.of(o.expandBatch(o.param("token"), in[0]), in[0]));
    Object norm = o.layerNorm(x, o.param("norm.weight"), o.param("norm.bias"), 1e-6);
    Object qkv = o.linear(norm, o.param("qkv.weight"), o.param("qkv.bias")); // (N, L + 1, 24)
    Object mixed =
        o.attention(
            o.slice(qkv, 2, 0, 8), o.slice(qkv, 2, 8, 16), o.slice(qkv, 2, 16, 24), 2, null);
    return o.add(x, o.gelu(o.linear(mixed, o.param("out.weight"), null)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects keys and shapes in the idioms of torch modules. */
final class SchemaTable {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  Map<String, Shape> shapes() {
    return shapes;
  }

  void tensor(String key, long... dims) {
    shapes.put(key, Shape.of(dims));
  }

  void linear(String key, long out, long in) {
    tensor(key + ".weight", out, in);
    tensor(key + ".bias", out);
  }

  void norm(String key, long width) {
    tensor(key + ".weight", width);
    tensor(key + ".bias", width);
  }

  void conv(String key, long out, long in, long kernel) {
    tensor(key + ".weight", out, in, kernel, kernel);
    tensor(key + ".bias", out);
  }

  /** Layers of a multi-layer perceptron: {@code key.layers.0} from widths[0] to widths[1], ... */
  void mlp(String key, long... widths) {
    for (int i = 0; i + 1 < widths.length; i++) {
      linear(key + ".layers." + i, widths[i + 1], widths[i]);
    }
  }

  /** Attention with separate projections from widths q and kv into an inner width and back to q. */
  void attention(String key, long q, long kv, long inner) {
    linear(key + ".q_proj", inner, q);
    linear(key + ".k_proj", inner, kv);
    linear(key + ".v_proj", inner, kv);
    linear(key + ".out_proj", q, inner);
  }
}

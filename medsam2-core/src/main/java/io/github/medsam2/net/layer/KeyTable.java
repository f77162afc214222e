// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects keys and shapes in the idioms of torch modules. Not thread-safe. */
public final class KeyTable {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  /** What was collected, in order. */
  public Map<String, Shape> shapes() {
    return shapes;
  }

  /** A tensor by itself. */
  public void tensor(String key, long... dims) {
    shapes.put(key, Shape.of(dims));
  }

  /** A linear layer with bias. */
  public void linear(String key, long out, long in) {
    tensor(key + ".weight", out, in);
    tensor(key + ".bias", out);
  }

  /** A norm with weight and bias. */
  public void norm(String key, long width) {
    tensor(key + ".weight", width);
    tensor(key + ".bias", width);
  }

  /** A square convolution with bias. */
  public void conv(String key, long out, long in, long kernel) {
    tensor(key + ".weight", out, in, kernel, kernel);
    tensor(key + ".bias", out);
  }

  /** Layers of a multi-layer perceptron: {@code key.layers.0} from widths[0] to widths[1], ... */
  public void mlp(String key, long... widths) {
    for (int i = 0; i + 1 < widths.length; i++) {
      linear(key + ".layers." + i, widths[i + 1], widths[i]);
    }
  }

  /** Attention with separate projections from widths q and kv into an inner width and back to q. */
  public void attention(String key, long q, long kv, long inner) {
    linear(key + ".q_proj", inner, q);
    linear(key + ".k_proj", inner, kv);
    linear(key + ".v_proj", inner, kv);
    linear(key + ".out_proj", q, inner);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Weights in a map. */
record MapWeights(Map<String, StoredTensor> tensors) implements Weights {

  static final MapWeights NONE = new MapWeights(Map.of());

  static MapWeights of(Map<String, HostTensor> tensors) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    tensors.forEach((key, value) -> stored.put(key, new StoredTensor(value, null)));
    return new MapWeights(stored);
  }

  @Override
  public String source() {
    return "memory";
  }

  @Override
  public Set<String> keys() {
    return tensors.keySet();
  }

  @Override
  public StoredTensor get(String key) {
    StoredTensor tensor = tensors.get(key);
    if (tensor == null) {
      throw new CheckpointException("memory", "key " + key, "no such key", "check the key");
    }
    return tensor;
  }
}

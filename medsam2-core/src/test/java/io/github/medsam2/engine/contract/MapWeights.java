// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Weights held in a map. Immutable. */
public final class MapWeights implements Weights {
  /** No weights at all. */
  public static final Weights NONE = new MapWeights(Map.of());

  private final Map<String, StoredTensor> tensors;

  /** Weights of these keys. */
  public MapWeights(Map<String, StoredTensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** Weights that lie in memory only. */
  public static Weights inMemory(Map<String, HostTensor> tensors) {
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
    StoredTensor found = tensors.get(key);
    if (found == null) {
      throw new CheckpointException(
          "memory", "key " + key, keys().toString(), "ask for a key that is there");
    }
    return found;
  }
}

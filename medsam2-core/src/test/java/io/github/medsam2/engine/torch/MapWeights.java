package io.github.medsam2.engine.torch;

import io.github.medsam2.checkpoint.CheckpointException;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import java.util.Set;

/** Weights of a map. */
record MapWeights(Map<String, HostTensor> tensors) implements Weights {

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
    HostTensor value = tensors.get(key);
    if (value == null) {
      throw new CheckpointException("memory", "key " + key, "no such key", "check the key");
    }
    return new StoredTensor(value, null);
  }
}

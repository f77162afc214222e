// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.error.CheckpointException;
import java.util.Set;

/** No tensors at all. */
record NoWeights() implements Weights {
  @Override
  public String source() {
    return "memory";
  }

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public StoredTensor get(String key) {
    throw new CheckpointException(
        source(), "no key", key, "give weights to a program that needs some");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weights that keep what was read of them: for the few small values that Java reads at every frame,
 * never for those of the network, which an engine holds. Thread-safe.
 */
final class ReadOnce implements Weights {
  private final Weights weights;
  private final Map<String, StoredTensor> read = new ConcurrentHashMap<>();

  ReadOnce(Weights weights) {
    this.weights = weights;
  }

  @Override
  public String source() {
    return weights.source();
  }

  @Override
  public Set<String> keys() {
    return weights.keys();
  }

  @Override
  public StoredTensor get(String key) {
    return read.computeIfAbsent(key, weights::get);
  }
}

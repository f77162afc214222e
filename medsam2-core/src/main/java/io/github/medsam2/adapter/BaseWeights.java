// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The weights that adapters are for. It remembers its fingerprint, so keep one where adapters are
 * switched often. Thread-safe.
 */
public final class BaseWeights {
  private final Weights weights;
  private volatile @Nullable String fingerprint;

  /** Over weights that stay open. */
  public BaseWeights(Weights weights) {
    this.weights = weights;
  }

  /** The weights as they are. */
  public Weights weights() {
    return weights;
  }

  /**
   * SHA-256 over all keys, shapes and values as float32, in the order of the keys: the same for a
   * {@code .pt} and its copy as safetensors. Reads all weights once.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = compute();
      fingerprint = known;
    }
    return known;
  }

  private String compute() {
    Sha256 sum = Sha256.begin();
    for (String key : new TreeSet<>(weights.keys())) {
      StoredTensor stored = weights.get(key);
      HostTensor value = stored.value();
      HostTensor numbers = value.dtype().isFloating() ? stored.toFloat32() : value;
      String name = key + " " + numbers.shape() + "\n";
      sum.and(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8))).and(numbers.data());
    }
    return sum.hex();
  }

  /** The weights with adapters merged into them; see {@link AdapterStack#mergedInto}. */
  public OverlaidWeights with(AdapterStack adapters) {
    adapters.terms().forEach(term -> requireFor(term.adapter()));
    Map<String, StoredTensor> merged = new LinkedHashMap<>();
    for (String key : adapters.keys()) {
      Merge merge = Merge.of(weights, adapters, key);
      merged.put(key, new StoredTensor(merge.lazily(), null));
    }
    return OverlaidWeights.of(weights.source() + " with " + adapters, weights, merged);
  }

  private void requireFor(Adapter adapter) {
    String wanted = adapter.base().orElse(null);
    if (wanted != null && !wanted.equals(fingerprint())) {
      throw new InvalidInputException(
          "adapter " + adapter.name(),
          "the base it was trained on, fingerprint " + wanted.substring(0, 12),
          weights.source() + ", fingerprint " + fingerprint().substring(0, 12),
          "load that base, or say forAnyBase() if the difference is meant");
    }
  }

  /** What a fault of an adapter against its base is called. */
  static CheckpointException unfit(
      String adapter, String key, String expected, String found, String fix) {
    return new CheckpointException("adapter " + adapter + ", " + key, expected, found, fix);
  }
}

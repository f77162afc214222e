// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tensors by checkpoint key. Keys are those of the original files, whatever the file calls them.
 * Implementations are immutable and thread-safe.
 */
public interface Weights {

  /** None, for programs of constants alone. */
  static Weights none() {
    return new NoWeights();
  }

  /** Where the weights come from, for messages: a file name, or "memory". */
  String source();

  /** All keys, in the order of the file. */
  Set<String> keys();

  /** The tensor of a key. Throws {@link CheckpointException} naming the source when absent. */
  StoredTensor get(String key);

  /**
   * The shapes of complex tensors that stand beside the weights: tables that a network computes
   * itself, whose sizes tell how it attends. Their values are not read.
   */
  default Map<String, Shape> tables() {
    return Map.of();
  }

  /** The file they lie in, or begin from where some are replaced; none of weights in memory. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** All tensors by key, as the writers of files take them; a new map. */
  default Map<String, HostTensor> values() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    keys().forEach(key -> values.put(key, get(key).value()));
    return values;
  }
}

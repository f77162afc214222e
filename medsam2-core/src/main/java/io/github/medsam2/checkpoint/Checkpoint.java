// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The weights of one file, and the texts stored beside them.
 *
 * <p>Tensors are read-only views of the memory-mapped file wherever it holds them row-major, so
 * opening costs no heap for them, and their values are read from disk when first touched. The file
 * must not be changed or shortened as long as the weights are in use. Moving another file over its
 * name is safe; Windows refuses it. Immutable and thread-safe. There is nothing to close: the
 * mapping ends when nothing refers to a tensor of it any more.
 */
public final class Checkpoint implements Weights {
  private final String source;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  Checkpoint(String source, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    this.source = source;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Opens a checkpoint of {@code torch.save} or a safetensors file, told apart by their content.
   *
   * @throws CheckpointException when the file is anything else, saying what it is; or when it is
   *     damaged, incomplete, or beyond the limits it is read within
   */
  public static Checkpoint open(Path file) {
    try (MappedFile mapped = MappedFile.open(file)) {
      return FileKind.of(mapped).read(mapped);
    }
  }

  /**
   * Weights put together in memory, for example some of a file and some new ones.
   *
   * @param source where they come from, for messages
   * @param tensors by key
   */
  public static Checkpoint of(String source, Map<String, StoredTensor> tensors) {
    return new Checkpoint(source, tensors, Map.of());
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Set<String> keys() {
    return tensors.keySet();
  }

  @Override
  public StoredTensor get(String key) {
    StoredTensor tensor = tensors.get(key);
    if (tensor == null) {
      throw new CheckpointException(
          source,
          "tensor " + key,
          tensors.size() + " tensors, none of that key",
          "check that the file belongs to the configuration");
    }
    return tensor;
  }

  /** The texts stored beside the weights, in the order of the file; empty when there are none. */
  public Map<String, String> metadata() {
    return metadata;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.alias.KeyMap;
import io.github.medsam2.checkpoint.storage.Contents;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one file under the original's names, and the texts stored beside them.
 *
 * <p>Opening reads what describes the tensors; their values are read when they are asked for, each
 * time anew, and are never changed. Names that training wrappers or Hugging Face's transformers
 * give are turned into the original's; {@link #layout} says which were found. The file must not be
 * changed while the weights are in use: what is cut off is refused, what is overwritten is not
 * noticed. Thread-safe.
 *
 * <p>{@link #close} frees the file; values read before stay, asking for others is refused. An open
 * checkpoint that nothing refers to any more is closed by garbage collection.
 */
public final class Checkpoint implements Weights, AutoCloseable {
  private static final int LEFT_OUT_SHOWN = 4;

  private final String source;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, Shape> tables;
  private final Map<String, String> metadata;
  private final String layout;
  private final @Nullable WeightFile file;

  private Checkpoint(
      String source,
      Map<String, StoredTensor> tensors,
      Map<String, Shape> tables,
      Map<String, String> metadata,
      String layout,
      @Nullable WeightFile file) {
    this.source = source;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.tables = Collections.unmodifiableMap(tables);
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.layout = layout;
    this.file = file;
  }

  /**
   * Opens a checkpoint of {@code torch.save} or a safetensors file, told apart by their content.
   *
   * @throws CheckpointException when the file is anything else, saying what it is; or when it is
   *     damaged, incomplete, beyond the limits it is read within, or holds two tensors of one name
   */
  public static Checkpoint open(Path file) {
    return open(file, opened -> FileKind.of(opened).read(opened));
  }

  /**
   * Reads a checkpoint that is no file by itself, such as a resource of a class path, into memory.
   *
   * @param name for messages
   * @param in read to its end, not closed
   * @throws CheckpointException as {@link #open(Path)}, or when it is longer than 2 GiB
   */
  public static Checkpoint read(String name, InputStream in) {
    byte[] content;
    try {
      content = in.readAllBytes();
    } catch (IOException | OutOfMemoryError e) {
      throw new CheckpointException(
          name,
          "weights that can be read into memory",
          e.getClass().getSimpleName(),
          "write them to a file, and open it",
          e);
    }
    return open(WeightFile.of(name, content), opened -> FileKind.of(opened).read(opened));
  }

  static Checkpoint open(Path path, Function<WeightFile, Contents> format) {
    return open(WeightFile.open(path), format);
  }

  private static Checkpoint open(WeightFile file, Function<WeightFile, Contents> format) {
    try {
      Contents contents = format.apply(file);
      Set<String> all = new LinkedHashSet<>(contents.tensors().keySet());
      all.addAll(contents.tables().keySet());
      KeyMap keys = KeyMap.of(file.name(), all);
      Pieces pieces = new Pieces(file, contents);
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      Map<String, Shape> tables = new LinkedHashMap<>();
      keys.origins()
          .forEach(
              (name, origins) -> {
                Shape table = contents.tables().get(origins.get(0).key());
                if (table == null) {
                  tensors.put(name, pieces.tensor(name, origins));
                } else {
                  tables.put(name, table);
                }
              });
      String layout = keys.description() + leftOut(contents.leftOut());
      return new Checkpoint(file.name(), tensors, tables, contents.metadata(), layout, file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static String leftOut(List<String> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    String more = keys.size() > LEFT_OUT_SHOWN ? " and more" : "";
    return ", left out "
        + String.join(", ", keys.subList(0, Math.min(LEFT_OUT_SHOWN, keys.size())))
        + more;
  }

  /**
   * Weights put together in memory, for example some of a file and some new ones.
   *
   * @param source where they come from, for messages
   * @param tensors by key
   */
  public static Checkpoint of(String source, Map<String, StoredTensor> tensors) {
    return new Checkpoint(source, tensors, Map.of(), Map.of(), "original names", null);
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

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(file).flatMap(WeightFile::path);
  }

  @Override
  public Map<String, Shape> tables() {
    return tables;
  }

  /** The texts stored beside the weights, in the order of the file; empty when there are none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Whose names the file gives its tensors, what was taken off them, and what else stood there and
   * was left out; in one line, for example {@code transformers (SAM 2) names, without module.}.
   */
  public String layout() {
    return layout;
  }

  /**
   * Frees the file, so that it can be moved, replaced or deleted on every system. Values read
   * before stay; asking for others is refused. Closing again does nothing.
   */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  /** The file's name, the number of tensors and of their values, and the {@link #layout}. */
  @Override
  public String toString() {
    long values = tensors.values().stream().mapToLong(t -> t.value().shape().count()).sum();
    return String.format(
        Locale.ROOT,
        "Checkpoint[%s, %d tensors, %,d values, %s]",
        source,
        tensors.size(),
        values,
        layout);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights some of which stand in for those of a base. What is not replaced is the base's own, place
 * in its file included, so that engines share it with the base. Immutable and thread-safe; the base
 * must stay open.
 */
public final class OverlaidWeights implements Weights {
  private final String source;
  private final Weights base;
  private final Map<String, StoredTensor> replaced;

  private OverlaidWeights(String source, Weights base, Map<String, StoredTensor> replaced) {
    this.source = source;
    this.base = base;
    this.replaced = Collections.unmodifiableMap(replaced);
  }

  /**
   * Replaces weights. Over weights that are overlaid already, both stand over their base.
   *
   * @param source what the result is, for messages
   * @param base the weights underneath
   * @param replaced by keys of the base, in the base's shapes
   * @throws CheckpointException naming a key that the base lacks, or has in another shape
   */
  public static OverlaidWeights of(
      String source, Weights base, Map<String, StoredTensor> replaced) {
    replaced.forEach((key, tensor) -> requireShape(base, key, tensor.value().shape()));
    if (!(base instanceof OverlaidWeights below)) {
      return new OverlaidWeights(source, base, new LinkedHashMap<>(replaced));
    }
    Map<String, StoredTensor> all = new LinkedHashMap<>(below.replaced);
    all.putAll(replaced);
    return new OverlaidWeights(source, below.base, all);
  }

  private static void requireShape(Weights base, String key, Shape shape) {
    Shape own = base.get(key).value().shape();
    if (!own.equals(shape)) {
      throw new CheckpointException(
          base.source() + ", tensor " + key,
          "a replacement of its shape " + own,
          "shape " + shape,
          "take what was made for these weights");
    }
  }

  /** The weights underneath, as they were. */
  public Weights base() {
    return base;
  }

  /** The keys of what is not the base's. */
  public Set<String> replaced() {
    return replaced.keySet();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Set<String> keys() {
    return base.keys();
  }

  @Override
  public Map<String, Shape> tables() {
    return base.tables();
  }

  @Override
  public Optional<Path> file() {
    return base.file();
  }

  @Override
  public StoredTensor get(String key) {
    StoredTensor own = replaced.get(key);
    return own == null ? base.get(key) : own;
  }
}

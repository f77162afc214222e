// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one step, added up: of the leaves it used, by key, and of boundaries between
 * blocks that are recomputed. Arrays are never written: two may share their memory.
 */
final class Gradients implements AutoCloseable {
  private final TrainingScript script;
  private final Map<String, PtNDArray> leaves;
  private final Map<String, PtNDArray> byKey = new LinkedHashMap<>();
  private final Map<NDArray, PtNDArray> byBoundary = new IdentityHashMap<>();

  /**
   * @param leaves the arrays that learn, by key; at least one
   */
  Gradients(TrainingScript script, Map<String, PtNDArray> leaves) {
    this.script = script;
    this.leaves = leaves;
  }

  /** Adds the gradients of a weighted sum with respect to the leaves and to boundaries. */
  void add(
      List<? extends NDArray> of,
      List<? extends NDArray> seeds,
      List<? extends NDArray> boundaries) {
    List<NDArray> by = new ArrayList<>(leaves.values());
    by.addAll(boundaries);
    List<@Nullable PtNDArray> found = script.gradients(of, seeds, by, !boundaries.isEmpty());
    int i = 0;
    for (String key : leaves.keySet()) {
      merge(byKey, key, found.get(i++));
    }
    for (NDArray boundary : boundaries) {
      merge(byBoundary, boundary, found.get(i++));
    }
  }

  private static <K> void merge(Map<K, PtNDArray> sums, K key, @Nullable PtNDArray more) {
    if (more != null) {
      sums.merge(key, more, Gradients::sum);
    }
  }

  /** The sum of two gradients, which it closes. */
  static PtNDArray sum(PtNDArray a, PtNDArray b) {
    try (a;
        b) {
      return JniUtils.add(a, b);
    }
  }

  /** Whether a gradient of a boundary was found. */
  boolean reached(NDArray boundary) {
    return byBoundary.containsKey(boundary);
  }

  /** The gradient of a boundary, the caller's to close. */
  @Nullable PtNDArray take(NDArray boundary) {
    return byBoundary.remove(boundary);
  }

  /** The gradients of the leaves that were reached, the caller's to close. */
  Map<String, PtNDArray> takeAll() {
    Map<String, PtNDArray> all = new LinkedHashMap<>(byKey);
    byKey.clear();
    return all;
  }

  @Override
  public void close() {
    byKey.values().forEach(PtNDArray::close);
    byBoundary.values().forEach(PtNDArray::close);
  }
}

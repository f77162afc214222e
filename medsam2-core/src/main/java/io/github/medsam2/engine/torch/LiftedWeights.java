// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.checkpoint.Weights;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tensors of one checkpoint as arrays, made when first asked for and shared by all programs and
 * threads. Freed by the manager they are made in.
 */
final class LiftedWeights {
  private final PtNDManager manager;
  private final Weights weights;
  private final Map<String, PtNDArray> arrays = new ConcurrentHashMap<>();

  LiftedWeights(PtNDManager manager, Weights weights) {
    this.manager = manager;
    this.weights = weights;
  }

  PtNDArray get(String key) {
    return arrays.computeIfAbsent(key, this::lift);
  }

  private PtNDArray lift(String key) {
    String where = "weight " + key + " in " + weights.source();
    return Lift.weight(manager, where, weights.get(key).value());
  }
}

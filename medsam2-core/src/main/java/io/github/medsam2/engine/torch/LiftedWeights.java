// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.Weights;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one checkpoint as arrays, made when first asked for and shared by all programs and
 * threads; of weights over a base, the base's are its arrays. Freed by the manager they are made
 * in, which ends with the lifetime.
 */
final class LiftedWeights {
  private final PtNDManager manager;
  private final Weights weights;
  private final @Nullable LiftedWeights below;
  private final Lifetime lifetime;
  private final Map<String, PtNDArray> arrays = new ConcurrentHashMap<>();

  LiftedWeights(PtNDManager manager, Weights weights) {
    this(manager, weights, null);
  }

  private LiftedWeights(PtNDManager manager, Weights weights, @Nullable LiftedWeights below) {
    this.manager = manager;
    this.weights = weights;
    this.below = below;
    this.lifetime = new Lifetime("weights of " + weights.source());
  }

  /** Weights over a base that is lifted already. */
  static LiftedWeights over(LiftedWeights base, OverlaidWeights weights) {
    PtNDManager own = base.manager.newSubManager(base.manager.getDevice());
    return new LiftedWeights(own, weights, base);
  }

  PtNDArray get(String key) {
    return below == null || ((OverlaidWeights) weights).replaced().contains(key)
        ? arrays.computeIfAbsent(key, this::lift)
        : below.get(key);
  }

  private PtNDArray lift(String key) {
    String where = "weight " + key + " in " + weights.source();
    return Lift.weight(manager, where, weights.get(key).value());
  }

  /** The checkpoint. */
  Weights weights() {
    return weights;
  }

  /** As long as they may be used. */
  Lifetime lifetime() {
    return lifetime;
  }

  /** Whether they lie over others. */
  boolean isOverlay() {
    return below != null;
  }

  /** Frees what is not the base's, after the last run that uses it. */
  void free() {
    lifetime.end(manager::close);
  }
}

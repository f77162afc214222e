// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.Weights;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The weights of an engine by their identity. Those of a checkpoint stay until the engine closes;
 * those that lie over others, as adapters make them, until the last program that uses them does.
 * Thread-safe.
 */
final class LiftedStore {
  private final PtNDManager manager;
  private final Map<Weights, LiftedWeights> lifted = new IdentityHashMap<>();
  private final Map<LiftedWeights, Integer> users = new HashMap<>();

  LiftedStore(PtNDManager manager) {
    this.manager = manager;
  }

  /** The lifted weights, for one more program. */
  synchronized LiftedWeights take(Weights weights) {
    LiftedWeights found = find(weights);
    if (found.isOverlay()) {
      users.merge(found, 1, Integer::sum);
    }
    return found;
  }

  private LiftedWeights find(Weights weights) {
    LiftedWeights found = lifted.get(weights);
    if (found == null) {
      found =
          weights instanceof OverlaidWeights o
              ? LiftedWeights.over(find(o.base()), o)
              : new LiftedWeights(manager, weights);
      lifted.put(weights, found);
    }
    return found;
  }

  /** One program less uses them. */
  void giveBack(LiftedWeights weights) {
    if (weights.isOverlay() && isLast(weights)) {
      weights.free();
    }
  }

  private synchronized boolean isLast(LiftedWeights weights) {
    if (users.merge(weights, -1, Integer::sum) > 0) {
      return false;
    }
    users.remove(weights);
    lifted.remove(weights.weights());
    return true;
  }
}

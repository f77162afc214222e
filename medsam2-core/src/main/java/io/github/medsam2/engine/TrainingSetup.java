// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.ParameterView;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is trained. Immutable.
 *
 * @param weights everything the network asks for, and what a view adds to it, such as the factors
 *     of an adapter; read but never written
 * @param trainable the keys that learn; all others are frozen and cost no gradient
 * @param view what the network sees under a key
 * @param recompute whether values within {@link io.github.medsam2.ops.Ops#scope} are computed again
 *     for the gradients instead of kept: less memory, a third more time, the same numbers
 * @param lastingBytes how much may be kept from step to step of what {@link
 *     io.github.medsam2.ops.LossOps#lasting} allows; 0 for nothing. Numbers stay the same
 */
public record TrainingSetup(
    Weights weights,
    Set<String> trainable,
    ParameterView view,
    boolean recompute,
    long lastingBytes) {

  /** Checks that the trainable keys exist. */
  public TrainingSetup {
    trainable = Set.copyOf(trainable);
    Set<String> unknown = new TreeSet<>(trainable);
    unknown.removeAll(weights.keys());
    if (!unknown.isEmpty() || trainable.isEmpty()) {
      throw new EngineException(
          "trainable keys of " + weights.source(),
          "at least one key, all among its " + weights.keys().size(),
          unknown.isEmpty() ? "none" : "also " + unknown,
          "name keys of the weights");
    }
    if (lastingBytes < 0) {
      throw new EngineException(
          "bytes kept from step to step", "0 or more", lastingBytes + "", "correct the number");
    }
  }

  /** These keys learn, and the network sees what is stored. */
  public static TrainingSetup of(Weights weights, Set<String> trainable) {
    return new TrainingSetup(weights, trainable, ParameterView.STORED, false, 0);
  }

  /** Everything learns. */
  public static TrainingSetup all(Weights weights) {
    return of(weights, weights.keys());
  }

  /** This setup where the network sees something else. */
  public TrainingSetup withView(ParameterView other) {
    return new TrainingSetup(weights, trainable, other, recompute, lastingBytes);
  }

  /** This setup with recomputation on or off. */
  public TrainingSetup withRecompute(boolean on) {
    return new TrainingSetup(weights, trainable, view, on, lastingBytes);
  }

  /** This setup where so many bytes may be kept from step to step. */
  public TrainingSetup withLastingBytes(long bytes) {
    return new TrainingSetup(weights, trainable, view, recompute, bytes);
  }

  /** The trainable keys in the order of the weights. */
  public Set<String> trainableInOrder() {
    Set<String> ordered = new LinkedHashSet<>(weights.keys());
    ordered.retainAll(trainable);
    return ordered;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

/** Makes engines of one kind. Found by {@link java.util.ServiceLoader}; thread-safe. */
public interface EngineProvider {

  /** The name a user asks for, such as {@code onnx} or {@code torch}. */
  String name();

  /** The order of preference; the lowest available is the default. */
  int rank();

  /** Why this engine cannot run here and what to add, or an empty text when it can. */
  String unavailableBecause();

  /** Whether its engines can {@link Engine#train}. */
  default boolean trains() {
    return false;
  }

  /**
   * How many times as fast this machine multiplies integers of 8 bits as float32, by a short trial;
   * 0 for engines that have no choice.
   *
   * @param options whose threads count
   */
  default double int8Gain(EngineOptions options) {
    return 0;
  }

  /**
   * Opens an engine.
   *
   * @throws EngineException saying {@link #unavailableBecause} when it cannot run
   */
  Engine open(EngineOptions options);
}

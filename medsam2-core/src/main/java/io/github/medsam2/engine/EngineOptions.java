// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.error.InvalidInputException;

/**
 * How an engine should run.
 *
 * @param threads threads of one run; 0 for one per processor
 * @param prepack whether weights are copied into the layout that is fastest to multiply: 5-10 %
 *     faster runs for a second copy of the weights in memory and a slower start
 * @param device {@code cpu}, or {@code gpu:0} for the first CUDA device
 */
public record EngineOptions(int threads, boolean prepack, String device) {

  /** The defaults: all processors, weights left in the file, on the CPU. */
  public static final EngineOptions DEFAULT = new EngineOptions(0, false, "cpu");

  /** Checks the thread count. */
  public EngineOptions {
    if (threads < 0) {
      throw new InvalidInputException(
          "threads", "0 (all processors) or more", Integer.toString(threads), "give 0 or more");
    }
  }

  /** These options with another thread count. */
  public EngineOptions withThreads(int count) {
    return new EngineOptions(count, prepack, device);
  }

  /** These options with prepacking on or off. */
  public EngineOptions withPrepack(boolean on) {
    return new EngineOptions(threads, on, device);
  }

  /** These options on another device. */
  public EngineOptions withDevice(String name) {
    return new EngineOptions(threads, prepack, name);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.ops.Program.Role;
import java.util.Set;

/**
 * How an engine should run.
 *
 * @param threads threads of one run; 0 for one per processor
 * @param prepack whether weights are copied into the layout that is fastest to multiply: 5-10 %
 *     faster runs for a second copy of the weights in memory and a slower start
 * @param device {@code cpu}, or {@code gpu:0} for the first CUDA device
 * @param int8 what is calculated with integers of 8 bits where that is faster: products of large
 *     matrices, the weights rounded once for each output, the values at each run. An engine that
 *     cannot refuses to open. Empty: all in float32.
 */
public record EngineOptions(int threads, boolean prepack, String device, Set<Role> int8) {

  /** The defaults: all processors, weights left in the file, on the CPU, in float32. */
  public static final EngineOptions DEFAULT = new EngineOptions(0, false, "cpu", Set.of());

  /** Checks the thread count and copies the set. */
  public EngineOptions {
    int8 = Set.copyOf(int8);
    if (threads < 0) {
      throw new InvalidInputException(
          "threads", "0 (all processors) or more", Integer.toString(threads), "give 0 or more");
    }
  }

  /** These options with another thread count. */
  public EngineOptions withThreads(int count) {
    return new EngineOptions(count, prepack, device, int8);
  }

  /** These options with prepacking on or off. */
  public EngineOptions withPrepack(boolean on) {
    return new EngineOptions(threads, on, device, int8);
  }

  /** These options on another device. */
  public EngineOptions withDevice(String name) {
    return new EngineOptions(threads, prepack, name, int8);
  }

  /** These options with other parts in 8 bits. */
  public EngineOptions withInt8(Set<Role> roles) {
    return new EngineOptions(threads, prepack, device, roles);
  }
}

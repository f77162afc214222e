// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.util.Map;

/** A program bound to weights. Thread-safe; closing is idempotent. */
public interface PreparedProgram extends AutoCloseable {

  /**
   * Runs the program.
   *
   * @param inputs a tensor for every input port, of its element type and shape; they stay the
   *     caller's
   * @return a tensor for every output, each to be closed by the caller
   * @throws EngineException when an input is missing or misshapen, or the run fails
   */
  Map<String, EngineTensor> run(Map<String, EngineTensor> inputs);

  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;

/**
 * Something that runs programs. Thread-safe: any number of threads may prepare, upload and run at
 * once. Closing is idempotent and frees everything the engine made, prepared programs and tensors
 * included; they must not be in use by then.
 */
public interface Engine extends AutoCloseable {

  /** The provider's name, such as {@code onnx} or {@code torch}. */
  String name();

  /** The version of the runtime underneath, such as {@code 1.28.0}; empty when it tells none. */
  default String version() {
    return "";
  }

  /** Whether weights are held in memory of its own; else they stay in their file. */
  default boolean keepsWeights() {
    return true;
  }

  /** Makes a program ready to run with these weights. */
  PreparedProgram prepare(Program program, Weights weights);

  /** Copies a tensor into the engine's memory. The caller closes it. */
  EngineTensor upload(HostTensor value);

  /**
   * Opens weights for training.
   *
   * @throws EngineException naming an engine that trains, when this one only infers
   */
  default Training train(TrainingSetup setup) {
    throw TrainingEngines.unable(this);
  }

  @Override
  void close();
}

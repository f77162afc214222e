// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;

/**
 * An immutable tensor in an engine's memory, freed when closed. Safe to read from several threads;
 * closing is idempotent.
 */
public interface EngineTensor extends AutoCloseable {

  /** The sizes, all known. */
  Shape shape();

  /** The element type. */
  DType dtype();

  /** A copy on the Java heap, which outlives this tensor. */
  HostTensor toHost();

  @Override
  void close();
}

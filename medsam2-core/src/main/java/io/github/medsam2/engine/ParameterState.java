// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.tensor.HostTensor;

/**
 * A trainable parameter and what the optimiser remembers of it: all that is needed to go on where
 * one left off, bit for bit.
 *
 * @param value float32
 * @param first float32 running mean of the gradients, of the shape of {@code value}
 * @param second float32 running mean of their squares, of the shape of {@code value}
 * @param updates how often the parameter was updated; a key that no gradient reaches is not
 */
public record ParameterState(HostTensor value, HostTensor first, HostTensor second, long updates) {

  /** A parameter that was never updated. */
  public static ParameterState fresh(HostTensor value) {
    HostTensor zeros = HostTensor.zeros(value.dtype(), value.shape());
    return new ParameterState(value, zeros, zeros, 0);
  }
}

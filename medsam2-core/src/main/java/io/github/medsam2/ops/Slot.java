// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

import io.github.medsam2.ops.Program.Port;

/**
 * What goes in or out of a program, as a constant that both sides share.
 *
 * @param name unique among the inputs, and among the outputs, of a program
 */
public record Slot(String name) {

  /** A float32 input of this name. */
  public Port floats(long... dims) {
    return Port.floats(name, dims);
  }

  /** An int64 input of this name. */
  public Port longs(long... dims) {
    return Port.longs(name, dims);
  }
}

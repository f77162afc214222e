// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.medsam2.engine.EngineException;

/** The checks of operands that native code must not be trusted with. */
final class Checks {
  private static final String FIX = "correct the network's definition or the checkpoint";

  private Checks() {}

  static void rank(String what, NDArray x, int rank) {
    if (x.getShape().dimension() != rank) {
      throw new EngineException(what, rank + " axes", "shape " + x.getShape(), FIX);
    }
  }

  static void shape(String what, NDArray x, long... dims) {
    Shape expected = new Shape(dims);
    if (!x.getShape().equals(expected)) {
      throw new EngineException(what, "shape " + expected, "shape " + x.getShape(), FIX);
    }
  }

  /** The size of an axis; a negative axis counts from the end. */
  static long size(String what, NDArray x, int axis) {
    int rank = x.getShape().dimension();
    int index = axis < 0 ? rank + axis : axis;
    if (index < 0 || index >= rank) {
      throw new EngineException(what, "an axis of shape " + x.getShape(), "axis " + axis, FIX);
    }
    return x.getShape().get(index);
  }

  static void range(String what, long from, long to, long size) {
    if (from < 0 || from > to || to > size) {
      throw new EngineException(
          what, "a range within 0.." + size, "from " + from + " to " + to, FIX);
    }
  }

  static void same(String what, long value, long other) {
    if (value != other) {
      throw new EngineException(what, "the same size", value + " and " + other, FIX);
    }
  }

  static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new EngineException(what, "at least " + least, Long.toString(value), FIX);
    }
  }

  /** An exact quotient. */
  static long quotient(String what, long value, long divisor) {
    if (value % divisor != 0) {
      throw new EngineException(what, "a multiple of " + divisor, Long.toString(value), FIX);
    }
    return value / divisor;
  }
}

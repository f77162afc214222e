// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;

/**
 * A named value of a graph being written.
 *
 * @param name unique in its graph
 * @param dtype {@link DType#FLOAT32} or {@link DType#INT64}
 * @param shape sizes as far as they are known before a run
 * @param kind where it comes from
 */
record OnnxValue(String name, DType dtype, Shape shape, Kind kind) {

  /** An optional input of a node that is left out. */
  static final OnnxValue ABSENT = new OnnxValue("", DType.FLOAT32, Shape.of(), Kind.STORED);

  /** Where a value comes from. */
  enum Kind {
    INPUT,
    STORED,
    COMPUTED
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.ndarray.types.DataType;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.DType;

/** The two element types of programs, as ONNX and DJL number them. */
enum OnnxTypes {
  FLOAT(DType.FLOAT32, 1, DataType.FLOAT32),
  LONG(DType.INT64, 7, DataType.INT64);

  private final DType dtype;
  private final int onnx;
  private final DataType djl;

  OnnxTypes(DType dtype, int onnx, DataType djl) {
    this.dtype = dtype;
    this.onnx = onnx;
    this.djl = djl;
  }

  DType dtype() {
    return dtype;
  }

  /** The number in {@code TensorProto.DataType}. */
  int onnx() {
    return onnx;
  }

  DataType djl() {
    return djl;
  }

  /** The number of an element type that weights may have in their file. */
  static int stored(String where, DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> 10;
      case BFLOAT16 -> 16;
      default -> of(where, dtype).onnx;
    };
  }

  static OnnxTypes of(String where, DType dtype) {
    for (OnnxTypes t : values()) {
      if (t.dtype == dtype) {
        return t;
      }
    }
    throw new EngineException(
        where, "FLOAT32 or INT64", dtype.toString(), "convert the tensor first");
  }

  static OnnxTypes of(String where, DataType type) {
    for (OnnxTypes t : values()) {
      if (t.djl == type) {
        return t;
      }
    }
    throw new EngineException(
        where, "FLOAT32 or INT64", type.toString(), "report this as a fault of the library");
  }
}

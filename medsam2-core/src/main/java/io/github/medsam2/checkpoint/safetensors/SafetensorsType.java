// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.safetensors;

import io.github.medsam2.tensor.DType;
import java.util.Arrays;
import java.util.Optional;

/** The names safetensors gives to element types. */
enum SafetensorsType {
  F64(DType.FLOAT64),
  F32(DType.FLOAT32),
  F16(DType.FLOAT16),
  BF16(DType.BFLOAT16),
  F8_E4M3(DType.FLOAT8_E4M3),
  F8_E5M2(DType.FLOAT8_E5M2),
  I64(DType.INT64),
  I32(DType.INT32),
  I16(DType.INT16),
  I8(DType.INT8),
  U8(DType.UINT8),
  BOOL(DType.BOOL);

  private final DType dtype;

  SafetensorsType(DType dtype) {
    this.dtype = dtype;
  }

  DType dtype() {
    return dtype;
  }

  static Optional<DType> named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.name().equals(name))
        .map(SafetensorsType::dtype)
        .findFirst();
  }

  static SafetensorsType of(DType dtype) {
    return Arrays.stream(values()).filter(t -> t.dtype == dtype).findFirst().orElseThrow();
  }
}

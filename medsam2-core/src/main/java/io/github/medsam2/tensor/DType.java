// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

/** The element types a checkpoint or a tensor can have. */
public enum DType {
  FLOAT32(4),
  FLOAT64(8),
  FLOAT16(2),
  /** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
  BFLOAT16(2),
  /** Sign, 4 bits of exponent (bias 7), 3 of fraction; no infinities. PyTorch's float8_e4m3fn. */
  FLOAT8_E4M3(1),
  /** Sign, 5 bits of exponent (bias 15), 2 of fraction. PyTorch's float8_e5m2. */
  FLOAT8_E5M2(1),
  INT64(8),
  INT32(4),
  INT16(2),
  INT8(1),
  UINT8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are real numbers. */
  public boolean isFloating() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16, FLOAT8_E4M3, FLOAT8_E5M2 -> true;
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> false;
    };
  }
}

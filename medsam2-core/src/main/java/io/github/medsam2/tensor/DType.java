// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

/** The element types a checkpoint or a tensor can have. */
public enum DType {
  FLOAT32(4),
  FLOAT64(8),
  FLOAT16(2),
  /** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
  BFLOAT16(2),
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
    return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.tensor.DType;
import java.util.Arrays;
import java.util.Optional;

/** The classes of module {@code torch} that hold elements, and the element type of each. */
public enum TorchStorage {
  FLOAT("FloatStorage", DType.FLOAT32),
  DOUBLE("DoubleStorage", DType.FLOAT64),
  HALF("HalfStorage", DType.FLOAT16),
  BFLOAT16("BFloat16Storage", DType.BFLOAT16),
  LONG("LongStorage", DType.INT64),
  INT("IntStorage", DType.INT32),
  SHORT("ShortStorage", DType.INT16),
  CHAR("CharStorage", DType.INT8),
  BYTE("ByteStorage", DType.UINT8),
  BOOL("BoolStorage", DType.BOOL);

  private final String className;
  private final DType dtype;

  TorchStorage(String className, DType dtype) {
    this.className = className;
    this.dtype = dtype;
  }

  public String className() {
    return className;
  }

  public static Optional<DType> named(String className) {
    return Arrays.stream(values())
        .filter(s -> s.className.equals(className))
        .map(s -> s.dtype)
        .findFirst();
  }

  static String nameOf(DType dtype) {
    return Arrays.stream(values())
        .filter(s -> s.dtype == dtype)
        .map(s -> s.className)
        .findFirst()
        .orElseThrow();
  }
}

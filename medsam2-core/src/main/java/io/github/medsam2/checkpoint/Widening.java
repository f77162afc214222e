// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Real numbers of other widths as float32: exact for the narrower ones, rounded for doubles. */
final class Widening {
  private Widening() {}

  static HostTensor toFloat32(HostTensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> tensor;
      case FLOAT16 -> convert(tensor, (from, at) -> half(from.getShort(at)));
      case BFLOAT16 -> convert(tensor, (from, at) -> bfloat16(from.getShort(at)));
      case FLOAT64 -> convert(tensor, (from, at) -> (float) from.getDouble(at));
      default ->
          throw new InvalidInputException(
              "tensor " + tensor.shape(),
              "real numbers",
              tensor.dtype().toString(),
              "read whole numbers in their own type");
    };
  }

  @FunctionalInterface
  private interface Element {
    float read(ByteBuffer from, int at);
  }

  private static HostTensor convert(HostTensor tensor, Element element) {
    HostTensor wide = HostTensor.zeros(DType.FLOAT32, tensor.shape());
    ByteBuffer from = tensor.data();
    FloatBuffer to = wide.floats();
    for (int at = 0; at < from.capacity(); at += tensor.dtype().bytes()) {
      to.put(element.read(from, at));
    }
    return wide;
  }

  private static float bfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}

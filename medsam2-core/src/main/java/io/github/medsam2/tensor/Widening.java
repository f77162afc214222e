// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Real numbers of other widths as float32: exact for the narrower ones, rounded for doubles. */
public final class Widening {
  private Widening() {}

  /**
   * A tensor of real numbers as float32; itself if it is that already, else a copy.
   *
   * @throws InvalidInputException when its elements are no real numbers
   */
  public static HostTensor toFloat32(HostTensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> tensor;
      case FLOAT16 -> convert(tensor, (from, at) -> half(from.getShort(at)));
      case BFLOAT16 -> convert(tensor, (from, at) -> bfloat16(from.getShort(at)));
      case FLOAT8_E4M3 -> convert(tensor, (from, at) -> e4m3(from.get(at)));
      case FLOAT8_E5M2 -> convert(tensor, (from, at) -> half((short) (from.get(at) << 8)));
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
    ByteBuffer from = tensor.data().slice().order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer to = wide.floats();
    for (int at = 0; at < from.limit(); at += tensor.dtype().bytes()) {
      to.put(element.read(from, at));
    }
    return wide;
  }

  /** All ones is NaN, and the largest number 448; everything else as in IEEE 754. */
  private static float e4m3(byte bits) {
    int exponent = (bits >> 3) & 0xf;
    int fraction = bits & 7;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-9f
            : exponent == 15 && fraction == 7
                ? Float.NaN
                : Math.scalb(1 + fraction * 0x1p-3f, exponent - 7);
    return bits < 0 ? -magnitude : magnitude;
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

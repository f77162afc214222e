// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;

/** Stored floating-point elements as float32. */
final class Widening {

  private Widening() {}

  static Nd toFloat(String key, HostTensor t) {
    Checks.require(t.dtype().isFloating(), "parameter " + key, "real numbers", t.dtype());
    float[] out = new float[Math.toIntExact(t.shape().count())];
    ByteBuffer data = t.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = read(t.dtype(), data);
    }
    return Nd.over(out, t.shape().dims());
  }

  private static float read(DType dtype, ByteBuffer data) {
    return switch (dtype) {
      case FLOAT64 -> (float) data.getDouble();
      case FLOAT16 -> half(data.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort() << 16);
      default -> data.getFloat();
    };
  }

  /** IEEE 754 binary16: 1 sign bit, 5 bits of exponent, 10 of fraction. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return (float) (bits < 0 ? -magnitude : magnitude);
  }
}

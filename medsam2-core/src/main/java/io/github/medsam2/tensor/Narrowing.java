// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import io.github.medsam2.error.InvalidInputException;
import java.nio.FloatBuffer;

/** Brings float32 to IEEE half precision, to the nearest number, to an even one between two. */
final class Narrowing {
  private static final float LARGEST = 65504;

  private Narrowing() {}

  static HostTensor toFloat16(HostTensor tensor) {
    HostTensor half = HostTensor.zeros(DType.FLOAT16, tensor.shape());
    FloatBuffer values = tensor.floats();
    var out = half.data();
    while (values.hasRemaining()) {
      out.putShort(half(values.get()));
    }
    return half;
  }

  static HostTensor toBfloat16(HostTensor tensor) {
    HostTensor upper = HostTensor.zeros(DType.BFLOAT16, tensor.shape());
    FloatBuffer values = tensor.floats();
    var out = upper.data();
    while (values.hasRemaining()) {
      out.putShort(upper(values.get()));
    }
    return upper;
  }

  /** The bits of the nearest bfloat16, the upper half of a float32. */
  private static short upper(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7fff + (bits >>> 16 & 1);
    if ((rounded & 0x7f800000) == 0x7f800000 || !Float.isFinite(value)) {
      throw new InvalidInputException(
          "tensor in bfloat16",
          "finite numbers",
          Float.isFinite(value) ? "one that rounds to infinity" : "one that is not finite",
          "keep it in float32");
    }
    return (short) (rounded >>> 16);
  }

  /** The bits of the nearest half. */
  static short half(float value) {
    float rounded = Math.abs(value);
    // Half of the step beyond the largest half would round to infinity.
    if (!(rounded < LARGEST + 16)) {
      throw new InvalidInputException(
          "tensor in half precision",
          "finite numbers of at most " + LARGEST,
          Float.isFinite(value) ? "a larger one" : "one that is not finite",
          "keep it in float32");
    }
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    if (rounded < 0x1p-14f) {
      // A multiple of the smallest half; rint rounds to even.
      return (short) (sign | (int) Math.rint(rounded * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(rounded);
    int fraction = bits & 0x1fff;
    int up = fraction > 0x1000 || (fraction == 0x1000 && (bits & 0x2000) != 0) ? 1 : 0;
    return (short) (sign | (bits - (112 << 23) >>> 13) + up);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Other real element types as float32, exactly where float32 can hold them. */
final class Widening {

  private Widening() {}

  /** The tensor itself if it is float32 or int64, else a float32 copy. */
  static HostTensor toFloat32(String where, HostTensor tensor) {
    if (tensor.dtype() == DType.FLOAT32 || tensor.dtype() == DType.INT64) {
      return tensor;
    }
    HostTensor wide = HostTensor.zeros(DType.FLOAT32, tensor.shape());
    FloatBuffer out = wide.floats();
    ByteBuffer in = tensor.data();
    while (in.hasRemaining()) {
      out.put(next(where, in, tensor.dtype()));
    }
    return wide;
  }

  private static float next(String where, ByteBuffer in, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> (float) in.getDouble();
      case BFLOAT16 -> Float.intBitsToFloat(in.getShort() << Short.SIZE);
      case FLOAT16 -> halfToFloat(in.getShort());
      default ->
          throw new EngineException(
              where, "real numbers or int64", dtype.toString(), "check the key");
    };
  }

  /** IEEE 754 binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}

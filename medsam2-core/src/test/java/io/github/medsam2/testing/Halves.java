// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;

/** Writes half-precision weights; the library itself only reads them. */
public final class Halves {
  /** Below it halves are spaced evenly. */
  private static final float SMALLEST_NORMAL = 0x1p-14f;

  private Halves() {}

  /** A float32 tensor in half precision, cut off towards zero; values within +-65504. */
  public static HostTensor of(HostTensor tensor) {
    HostTensor half = HostTensor.zeros(DType.FLOAT16, tensor.shape());
    ByteBuffer out = half.data();
    for (float value : tensor.toFloatArray()) {
      out.putShort(half(value));
    }
    return half;
  }

  private static short half(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float size = Math.abs(value);
    int bits =
        size < SMALLEST_NORMAL
            ? (int) (size * 0x1p24f)
            : (Float.floatToRawIntBits(size) >> 13) - (127 - 15 << 10);
    return (short) (sign | bits);
  }
}

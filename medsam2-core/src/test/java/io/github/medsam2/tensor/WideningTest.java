// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WideningTest {
  private static final int PATTERNS = 1 << 16;

  /** Against the definition: (-1)^s * 2^(e - 15) * (1 + f / 1024), and f * 2^-24 where e is 0. */
  @Test
  void everyHalfIsExact() {
    float[] wide = widen(DType.FLOAT16);
    for (int bits = 0; bits < PATTERNS; bits++) {
      double sign = bits >> 15 == 0 ? 1 : -1;
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double expected =
          exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15);
      if (exponent == 31) {
        expected = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      }
      assertThat(Float.floatToIntBits(wide[bits]))
          .isEqualTo(Float.floatToIntBits((float) (sign * expected)));
    }
  }

  @Test
  void everyBfloat16IsTheUpperHalf() {
    float[] wide = widen(DType.BFLOAT16);
    for (int bits = 0; bits < PATTERNS; bits++) {
      assertThat(Float.floatToRawIntBits(wide[bits])).isEqualTo(bits << 16);
    }
  }

  @Test
  void doublesAreRounded() {
    ByteBuffer doubles = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0, 0.1).putDouble(8, 1e300).putDouble(16, -2.5);
    HostTensor tensor = new HostTensor(Shape.of(3), DType.FLOAT64, doubles);
    assertThat(new StoredTensor(tensor, null).toFloat32())
        .isEqualTo(HostTensor.of(new float[] {0.1f, Float.POSITIVE_INFINITY, -2.5f}, 3));
  }

  @Test
  void float32IsNotCopied() {
    HostTensor tensor = HostTensor.of(new float[] {1}, 1);
    assertThat(new StoredTensor(tensor, null).toFloat32()).isSameAs(tensor);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"INT64", "INT32", "INT16", "INT8", "UINT8", "BOOL"})
  void wholeNumbersAreRefused(DType dtype) {
    StoredTensor whole = new StoredTensor(HostTensor.zeros(dtype, Shape.of(2)), null);
    assertThatThrownBy(whole::toFloat32)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(dtype.toString());
  }

  private static float[] widen(DType dtype) {
    HostTensor all = HostTensor.zeros(dtype, Shape.of(2, PATTERNS / 2));
    for (int bits = 0; bits < PATTERNS; bits++) {
      all.data().putShort(2 * bits, (short) bits);
    }
    HostTensor wide = new StoredTensor(all, null).toFloat32();
    assertThat(wide.shape()).isEqualTo(all.shape());
    return wide.toFloatArray();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NarrowingTest {

  private static float widened(short half) {
    HostTensor tensor = HostTensor.zeros(DType.FLOAT16, Shape.of(1));
    tensor.data().putShort(half);
    return Widening.toFloat32(tensor).floats().get(0);
  }

  @Test
  void everyHalfStaysWhatItIs() {
    for (int bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7c00) != 0x7c00) {
        assertThat(Narrowing.half(widened((short) bits))).isEqualTo((short) bits);
      }
    }
  }

  /** No other half is nearer, and between two the even one is taken. */
  @Property
  void theNearestIsTaken(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (!(Math.abs(value) < 65504)) {
      return;
    }
    int half = Narrowing.half(value) & 0xffff;
    double off = Math.abs((double) value - widened((short) half));
    for (int step : new int[] {-1, 1}) {
      int other = (half & 0x7fff) + step;
      if (other >= 0 && other < 0x7c00) {
        double far = Math.abs((double) value - widened((short) (other | half & 0x8000)));
        assertThat(off < far || off == far && half % 2 == 0).isTrue();
      }
    }
  }

  @Test
  void halvesAreOfHalfTheSizeAndHaveALargest() {
    HostTensor half = HostTensor.of(new float[] {1, -2.5f, 0}, 3).toFloat16();
    assertThat(half.bytes()).isEqualTo(6);
    assertThat(Widening.toFloat32(half).toFloatArray()).containsExactly(1, -2.5f, 0);
    for (float f : new float[] {65520, -1e9f, Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Narrowing.half(f)).isInstanceOf(InvalidInputException.class);
    }
    assertThat(widened(Narrowing.half(65519.9f))).isEqualTo(65504);
  }
}

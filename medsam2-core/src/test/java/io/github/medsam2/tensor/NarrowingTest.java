// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
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

  @Test
  void bfloat16IsTheNearestTiesToEven() {
    float[] values = {1, -2.5f, 0, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 1 + 0x1.02p-8f, 1e30f, -1e-40f};
    HostTensor upper = HostTensor.of(values, values.length).toBfloat16();
    assertThat(upper.bytes()).isEqualTo(2L * values.length);
    float[] back = Widening.toFloat32(upper).toFloatArray();
    assertThat(Arrays.copyOf(back, 6)).containsExactly(1, -2.5f, 0, 1, 1 + 0x1p-6f, 1 + 0x1p-7f);
    assertThat(back[6]).isCloseTo(1e30f, within(4e27f));
    assertThat(back[7]).isEqualTo(-0x1p-133f);
    for (float f : new float[] {Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> HostTensor.of(new float[] {f}, 1).toBfloat16())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("bfloat16");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {

  @Test
  void readsSamplesOfEveryTypeLittleEndian() {
    byte[] bytes = {(byte) 0xff, (byte) 0xff, 1, (byte) 0x80};
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    assertThat(Image.of(4, 1, 1, PixelType.UINT8, b).plane(0)).containsExactly(255, 255, 1, 128);
    assertThat(Image.of(2, 1, 1, PixelType.INT16, b).plane(0)).containsExactly(-1, -32767);
    assertThat(Image.of(2, 1, 1, PixelType.UINT16, b).plane(0)).containsExactly(65535, 32769);
    assertThat(Image.of(1, 1, 1, PixelType.FLOAT32, b).value(0, 0, 0))
        .isEqualTo(Float.intBitsToFloat(0x8001ffff));
  }

  @Test
  void factoriesKeepTheirValues() {
    assertThat(Image.gray16(2, 1, new short[] {1, (short) 65535}).plane(0))
        .containsExactly(1, 65535);
    float[] mutable = {0.5f, -2};
    Image floats = Image.grayFloat(2, 1, mutable);
    mutable[0] = 9;
    assertThat(floats.plane(0)).containsExactly(0.5f, -2);
    Image rgb = Image.rgb8(1, 2, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(rgb.plane(1)).containsExactly(2, 5);
    assertThat(rgb.value(0, 1, 2)).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void greyToRgbAndBackIsTheSame(PixelType type) {
    ByteBuffer b = Samples.allocate(type, 4);
    for (int i = 0; i < 4; i++) {
      Samples.put(b, type, i, 60 * i);
    }
    Image grey = Image.of(2, 2, 1, type, b);
    Image rgb = grey.toRgb();
    assertThat(rgb.channels()).isEqualTo(3);
    assertThat(rgb.type()).isEqualTo(type);
    assertThat(rgb.toRgb()).isSameAs(rgb);
    assertThat(grey.toGray()).isSameAs(grey);
    assertThat(rgb.toGray().plane(0)).containsExactly(0, 60, 120, 180);
  }

  @Test
  void lumaWeighsGreenMost() {
    Image rgb = Image.rgb8(3, 1, new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1});
    assertThat(rgb.toGray().plane(0)).containsExactly(76, 150, 29);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "-1, -6, 1", "6, 1, 2", "3, 1, 3", "2147483647, 2147483647, 3"})
  void refusesSizesThatDoNotFitTheBuffer(int width, int height, int channels) {
    assertThatThrownBy(
            () -> Image.of(width, height, channels, PixelType.UINT8, ByteBuffer.allocate(6)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void slicesOfAVolumeShareItsSamples() {
    ByteBuffer b = Samples.allocate(PixelType.INT16, 2 * 3 * 2);
    for (int i = 0; i < 12; i++) {
      Samples.put(b, PixelType.INT16, i, i - 6);
    }
    Volume volume = Volume.of(2, 3, 2, PixelType.INT16, b, Geometry.ofSpacing(1, 1, 1));
    assertThat(volume.slice(1).plane(0)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(volume.value(1, 2, 0)).isEqualTo(-1);
    assertThat(volume.slice(0).value(1, 2, 0)).isEqualTo(-1);
    assertThatThrownBy(() -> volume.slice(2)).isInstanceOf(InvalidInputException.class);
    Geometry g = volume.geometry();
    assertThatThrownBy(() -> Volume.of(2, 3, 3, PixelType.INT16, b, g))
        .isInstanceOf(InvalidInputException.class);
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() -> Volume.of(most, most, most, PixelType.INT16, b, g))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void samplesOffTheGridAreRefused() {
    Image image = Image.gray8(4, 3, new byte[12]);
    Volume volume =
        Volume.of(4, 3, 1, PixelType.UINT8, image.pixels(), Geometry.ofSpacing(0.5, 0.5, 2));
    int[][] off = {{4, 0, 0}, {-1, 1, 0}, {0, 3, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
    for (int[] at : off) {
      assertThatThrownBy(() -> image.value(at[0], at[1], at[2]))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> volume.value(at[0], at[1], at[2]))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> image.plane(1)).isInstanceOf(InvalidInputException.class);
    assertThat(image).hasToString("Image[4x3 grey UINT8]");
    assertThat(volume).hasToString("Volume[4x3x1 UINT8, 0.5 x 0.5 x 2 mm, LPS]");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.PillowBicubic;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PillowBicubicTest {

  /** Checksums of what Pillow 12.3.0 makes of the same pattern. */
  @ParameterizedTest
  @CsvSource({
    "80, 64, 512, 512, 1966815375",
    "1, 1, 5, 7, 1155312434",
    "7, 1, 3, 9, 2895714280",
    "1, 9, 4, 2, 3667011512",
    "513, 511, 512, 512, 11436086",
    "1024, 768, 512, 512, 3591521049",
    "512, 300, 512, 512, 2247434834",
    "300, 512, 512, 512, 1813292113",
    "17, 23, 5, 3, 3545527950",
    "5, 3, 17, 23, 833014572",
    "1000, 10, 37, 41, 3348279471",
    "333, 777, 256, 128, 1135046968",
    "2, 2, 1, 1, 1997036262",
    "512, 512, 1024, 1024, 1890498584"
  })
  void equalsPillowBitForBit(int width, int height, int newWidth, int newHeight, long crc) {
    byte[] out =
        PillowBicubic.resize(Patterns.slice(width, height, 2), width, height, newWidth, newHeight);
    CRC32 found = new CRC32();
    found.update(out);
    assertThat(out).hasSize(newWidth * newHeight);
    assertThat(found.getValue()).isEqualTo(crc);
  }

  @Test
  void hasTheSumsOfTheConformanceVolume() {
    long[] sums = {29095875, 26291112, 26898477, 29314568, 31799751};
    for (int z = 0; z < 5; z++) {
      Image slice = Image.gray8(80, 64, Patterns.slice(80, 64, z));
      byte[] out = slice.resizeBicubic(512, 512).plane8(0);
      long sum = 0;
      for (byte b : out) {
        sum += b & 0xff;
      }
      assertThat(sum).isEqualTo(sums[z]);
      if (z == 2) {
        byte[] row = {(byte) 175, (byte) 174, (byte) 173, (byte) 171};
        assertThat(Arrays.copyOfRange(out, 51400, 51404)).isEqualTo(row);
      }
    }
  }

  @Test
  void equalsTheGoldenSlice() throws IOException {
    Golden golden = Golden.open("sam21_tiny_512_features");
    byte[] volume = golden.bytes("volume");
    byte[] slice = Arrays.copyOfRange(volume, 2 * 5120, 3 * 5120);
    assertThat(slice).isEqualTo(Patterns.slice(80, 64, 2));
    assertThat(PillowBicubic.resize(slice, 80, 64, 512, 512))
        .isEqualTo(golden.bytes("resized_slice2"));
  }

  @Test
  void resizesColoursAlone() {
    byte[] red = Patterns.slice(9, 7, 0);
    byte[] green = Patterns.slice(9, 7, 3);
    byte[] rgb = new byte[9 * 7 * 3];
    for (int i = 0; i < red.length; i++) {
      rgb[3 * i] = red[i];
      rgb[3 * i + 1] = green[i];
      rgb[3 * i + 2] = 77;
    }
    Image out = Image.rgb8(9, 7, rgb).resizeBicubic(12, 5);
    assertThat(out.plane8(0)).isEqualTo(PillowBicubic.resize(red, 9, 7, 12, 5));
    assertThat(out.plane8(1)).isEqualTo(PillowBicubic.resize(green, 9, 7, 12, 5));
    assertThat(out.plane8(2)).containsOnly(77);
  }

  @Property(tries = 100)
  void aConstantStaysConstant(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int newWidth,
      @ForAll @IntRange(min = 1, max = 40) int newHeight,
      @ForAll byte value) {
    byte[] in = new byte[width * height];
    Arrays.fill(in, value);
    byte[] out = new byte[newWidth * newHeight];
    Arrays.fill(out, value);
    assertThat(PillowBicubic.resize(in, width, height, newWidth, newHeight)).isEqualTo(out);
  }

  @Test
  void keepsAnImageOfTheSameSize() {
    Image image = Image.gray8(2, 2, new byte[] {1, 2, 3, 4});
    assertThat(image.resizeBicubic(2, 2)).isSameAs(image);
  }

  @Test
  void refusesWhatIsNot8BitOrHasNoSize() {
    Image image = Image.grayFloat(1, 1, new float[1]);
    assertThatThrownBy(() -> image.resizeBicubic(2, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("8-bit");
    Image small = Image.gray8(1, 1, new byte[1]);
    assertThatThrownBy(() -> small.resizeBicubic(0, 2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> small.resizeBicubic(1 << 16, 1 << 16))
        .isInstanceOf(InvalidInputException.class);
  }
}

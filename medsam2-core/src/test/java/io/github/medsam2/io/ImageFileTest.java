// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  @TempDir Path folder;

  private static Image noise(int width, int height, int channels, PixelType type) {
    byte[] bytes = new byte[width * height * channels * type.bytes()];
    new Random(3).nextBytes(bytes);
    return Image.of(width, height, channels, type, ByteBuffer.wrap(bytes));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("image"), bytes);
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, UINT8",
    "7, 5, 1, UINT8",
    "7, 5, 3, UINT8",
    "7, 5, 1, UINT16",
    "7, 5, 3, UINT16"
  })
  void readsThePngItWrites(int width, int height, int channels, PixelType type) throws IOException {
    Image image = noise(width, height, channels, type);
    Path file = folder.resolve("image.png");
    Files.writeString(file, "in the way");
    ImageFile.writePng(file, image);
    Image read = ImageFile.read(file);
    assertThat(read.channels()).isEqualTo(channels);
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.width()).isEqualTo(width);
    assertThat(read.pixels()).isEqualTo(image.pixels());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void writesMasksInBlackAndWhite() {
    Path file = folder.resolve("mask.png");
    Mask mask = Mask.of(3, 2, new byte[] {0, 1, 7, 1, 0, 0});
    ImageFile.writePng(file, mask);
    assertThat(ImageFile.read(file).plane(0)).containsExactly(0, 255, 255, 255, 0, 0);
  }

  @Test
  void readsAGreyJpegOfARealAngiogram() throws IOException {
    Path train = SharedData.require("data/arcade/syntax/train");
    try (Stream<Path> files = Files.walk(train)) {
      Path jpeg = files.filter(f -> f.toString().endsWith(".jpg")).sorted().findFirst().get();
      Image image = ImageFile.read(jpeg);
      assertThat(image.width()).isEqualTo(512);
      assertThat(image.channels()).isEqualTo(1);
      assertThat(image.type()).isEqualTo(PixelType.UINT8);
    }
  }

  @Test
  void readsAColourJpeg() throws IOException {
    byte[] red = new byte[16 * 16 * 3];
    for (int i = 0; i < red.length; i += 3) {
      red[i] = (byte) 200;
    }
    BufferedImage image = BufferedImages.of(Image.rgb8(16, 16, red));
    Image read = ImageFile.read(file(encoded(image, "jpeg")));
    assertThat(read.channels()).isEqualTo(3);
    assertThat(read.value(8, 8, 0)).isBetween(195f, 205f);
    assertThat(read.value(8, 8, 2)).isBetween(0f, 8f);
  }

  @ParameterizedTest
  @CsvSource({
    "12, 1", // 1-bit black and white
    "13, 3", // a palette of colours
    "10, 1", // 8-bit grey
    "11, 1", // 16-bit grey
    "1, 3", // 24-bit packed
    "5, 3", // 24-bit bytes
    "2, 3", // with alpha, packed
    "6, 3" // with alpha, bytes
  })
  void readsTheFormsOfPng(int type, int channels) throws IOException {
    BufferedImage image = new BufferedImage(4, 3, type);
    for (int i = 0; i < 12; i++) {
      image.setRGB(i % 4, i / 4, i % 2 == 0 ? 0xff000000 : 0xffffffff);
    }
    Image read = ImageFile.read(file(encoded(image, "png")));
    assertThat(read.channels()).isEqualTo(channels);
    float white = read.type() == PixelType.UINT8 ? 255 : 65535;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < 12; i++) {
        assertThat(read.plane(c)[i]).isEqualTo(i % 2 == 0 ? 0 : white);
      }
    }
  }

  @Test
  void refusesTransparency() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xffffffff);
    Path file = file(encoded(image, "png"));
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("opaque");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void noticesEveryTruncation(String format) throws IOException {
    BufferedImage image = BufferedImages.of(noise(11, 9, 1, PixelType.UINT8));
    byte[] whole = encoded(image, format);
    Image expected = ImageFile.read(file(whole));
    int refused = 0;
    for (int n = 0; n < whole.length; n++) {
      Path file = file(Arrays.copyOf(whole, n));
      try {
        // What ends after the pixels may be read, but only right.
        assertThat(ImageFile.read(file).pixels()).isEqualTo(expected.pixels());
      } catch (FormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(whole.length - 20);
  }

  /** Width, height, bits and colour type of a PNG header. */
  @ParameterizedTest
  @CsvSource({
    "60000, 60000, 8, 0",
    "8661, 8661, 8, 0",
    "5001, 5001, 8, 2",
    "6125, 6125, 16, 0",
    "3537, 3537, 16, 2",
    "2147483647, 2147483647, 8, 0",
    "2147483647, 1, 8, 0"
  })
  void checksTheSizeBeforeDecoding(int width, int height, int bits, int colour) throws IOException {
    byte[] png = encoded(BufferedImages.of(noise(3, 3, 1, PixelType.UINT8)), "png");
    png[24] = (byte) bits;
    png[25] = (byte) colour;
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    Path file = file(png);
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("75000000 bytes when decoded, found " + width + "x" + height);
  }

  @Test
  void refusesAJpegOfEndlessScans() throws IOException {
    byte[] jpeg = encoded(BufferedImages.of(noise(8, 8, 1, PixelType.UINT8)), "jpeg");
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 300);
    for (int i = jpeg.length; i < scans.length; i += 3) {
      scans[i] = (byte) 0xff;
      scans[i + 1] = (byte) 0xda;
    }
    Path file = file(scans);
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("100 scans");
  }

  @Test
  void namesNoFileInItsMessages() throws IOException {
    Path absent = folder.resolve("Doe^Jane.png");
    assertThatThrownBy(() -> ImageFile.read(absent))
        .isInstanceOf(MedSam2Exception.class)
        .message()
        .contains("NoSuchFileException")
        .doesNotContain("Doe");
    Files.writeString(absent, "not an image");
    assertThatThrownBy(() -> ImageFile.read(absent))
        .isInstanceOf(FormatException.class)
        .message()
        .doesNotContain("Doe");
    Files.write(absent, new byte[0]);
    assertThatThrownBy(() -> ImageFile.read(absent)).isInstanceOf(FormatException.class);
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws IOException {
    Image floats = Image.grayFloat(1, 1, new float[1]);
    assertThatThrownBy(() -> ImageFile.writePng(folder.resolve("a.png"), floats))
        .isInstanceOf(InvalidInputException.class);
    Path nowhere = folder.resolve("absent").resolve("a.png");
    Mask mask = Mask.empty(1, 1);
    assertThatThrownBy(() -> ImageFile.writePng(nowhere, mask))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("a folder to write to");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void damagedFilesNeverFailInAnotherWay(String format) throws IOException {
    byte[] whole = encoded(BufferedImages.of(noise(9, 7, 3, PixelType.UINT8)), format);
    Random random = new Random(11);
    int read = 0;
    int mutants = Integer.getInteger("medsam2.fuzz", 1000) / 3;
    for (int n = 0; n < mutants; n++) {
      byte[] mutant = whole.clone();
      for (int i = 0; i <= n % 4; i++) {
        mutant[2 + random.nextInt(mutant.length - 2)] = (byte) random.nextInt(256);
      }
      try {
        Image image = ImageFile.read(file(mutant));
        assertThat((long) image.width() * image.height()).isPositive();
        read++;
      } catch (MedSam2Exception e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
    assertThat(read).isBetween(1, mutants - 1);
  }
}

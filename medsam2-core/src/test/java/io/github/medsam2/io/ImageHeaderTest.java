// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks and segments that say how an image is to be shown. */
class ImageHeaderTest {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  @TempDir private Path folder;

  private static byte[] chunk(String type, byte... data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** One row of grey samples with one more chunk. */
  private Path png(int width, int bits, byte[] row, byte[] extra) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(1).put((byte) bits);
    Deflater deflater = new Deflater();
    deflater.setInput(row);
    deflater.finish();
    byte[] data = new byte[100];
    int length = deflater.deflate(data);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SIGNATURE);
    out.write(chunk("IHDR", header.array()));
    out.write(extra);
    out.write(chunk("IDAT", Arrays.copyOf(data, length)));
    out.write(chunk("IEND"));
    return Files.write(folder.resolve("image"), out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "2, 85", "4, 17"})
  void spreadsFewBitsOverTheWholeRange(int bits, int step) throws IOException {
    byte[] row = {0, (byte) (1 << (8 - bits))};
    Path file = png(2, bits, row, chunk("gAMA", new byte[] {0, 1, (byte) 0x86, (byte) 0xa0}));
    assertThat(ImageFile.read(file).plane(0)).containsExactly(step, 0);
    assertThat(LabelPng.read(file).plane(0)).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void refusesATransparentGrey(int bits) throws IOException {
    Path file = png(1, bits, new byte[] {0, 0, 0}, chunk("tRNS", new byte[2]));
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("opaque");
  }

  /** A TIFF header and a directory of one entry. */
  private static byte[] exif(int orientation, boolean big) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) (big ? 'M' : 'I')).put((byte) (big ? 'M' : 'I')).putShort((short) 42);
    tiff.putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    return tiff.putShort((short) orientation).array();
  }

  @ParameterizedTest
  @CsvSource({"3, true", "6, false", "8, true"})
  void refusesTurnedImages(int orientation, boolean big) throws IOException {
    Path png = png(1, 8, new byte[2], chunk("eXIf", exif(orientation, big)));
    assertThatThrownBy(() -> ImageFile.read(png))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("orientation " + orientation);
    Path jpeg = Files.write(folder.resolve("turned"), withExif(exif(orientation, big)));
    assertThatThrownBy(() -> ImageFile.read(jpeg))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("orientation " + orientation);
    Files.write(jpeg, withExif(exif(1, big)));
    assertThat(ImageFile.read(jpeg).width()).isEqualTo(8);
  }

  @Test
  void refusesAnimations() throws IOException {
    Path png = png(1, 8, new byte[2], chunk("acTL", new byte[8]));
    assertThatThrownBy(() -> ImageFile.read(png)).hasMessageContaining("animation");
  }

  private static byte[] jpeg() throws IOException {
    byte[] red = new byte[8 * 8 * 3];
    for (int i = 0; i < red.length; i += 3) {
      red[i] = (byte) 200;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(BufferedImages.of(Image.rgb8(8, 8, red)), "jpeg", out);
    return out.toByteArray();
  }

  private static byte[] withExif(byte[] tiff) throws IOException {
    byte[] jpeg = jpeg();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (8 + tiff.length)});
    out.write("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(tiff);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static int frameAt(byte[] jpeg) {
    for (int i = 2; ; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        return i;
      }
    }
  }

  /** The JDK takes unmarked channels of unusual names for RGB, others for luma and chroma. */
  @Test
  void refusesUnmarkedChannelsThatProgramsReadDifferently() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 3, null);
    for (int i = 0; i < 64; i++) {
      raster.setPixel(i % 8, i / 8, new int[] {60, 94, 228}); // a dark red
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("JFIF");
    Image read = ImageFile.read(Files.write(folder.resolve("bare"), out.toByteArray()));
    assertThat(read.value(2, 2, 0)).isBetween(195f, 205f);
    assertThat(read.value(2, 2, 2)).isBetween(0f, 6f);
    byte[] renamed = out.toByteArray();
    int frame = frameAt(renamed);
    for (int i = 0; i < 3; i++) {
      renamed[frame + 10 + 3 * i] = (byte) i;
    }
    Path file = Files.write(folder.resolve("renamed"), renamed);
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("what the channels are");
  }

  @Test
  void refusesTwelveBits() throws IOException {
    byte[] jpeg = jpeg();
    jpeg[frameAt(jpeg) + 4] = 12;
    Path file = Files.write(folder.resolve("twelve"), jpeg);
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("12 bits");
  }
}

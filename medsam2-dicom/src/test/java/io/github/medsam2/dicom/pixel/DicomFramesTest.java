// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.JpegLs;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.codec.SampleStreams;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.RawDicom;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFramesTest {

  private static DicomFrames frames(DataSetBuilder data) {
    return DicomFrames.of(Objects.read(data), DicomLimits.defaults());
  }

  private static float[] values(Image image) {
    float[] out = new float[image.width() * image.height() * image.channels()];
    for (int i = 0; i < out.length; i++) {
      int pixel = i / image.channels();
      out[i] = image.value(pixel % image.width(), pixel / image.width(), i % image.channels());
    }
    return out;
  }

  @Test
  void masksOverlaysAndExtendsTheSign() {
    byte[] pixels = Objects.words(0xf7ff, 0x0800, 0x1001, 0x0fff);
    DataSetBuilder unsigned = Objects.gray(2, 2, 1, 16, 12).bytes(Tag.PIXEL_DATA, Vr.OW, pixels);
    assertThat(values(frames(unsigned).frame(0))).containsExactly(0x7ff, 0x800, 1, 0xfff);
    DataSetBuilder signed = unsigned.ints(Tag.PIXEL_REPRESENTATION, 1);
    Image image = frames(signed).frame(0);
    assertThat(image.type()).isEqualTo(PixelType.INT16);
    assertThat(values(image)).containsExactly(2047, -2048, 1, -1);
    DataSetBuilder high = unsigned.ints(Tag.PIXEL_REPRESENTATION, 0).ints(Tag.HIGH_BIT, 15);
    assertThat(values(frames(high).frame(0))).containsExactly(0xf7f, 0x080, 0x100, 0x0ff);
  }

  @Test
  void singleBitsAreNotPaddedBetweenFrames() {
    // Three frames of 3 x 3: bits 0 to 8, 9 to 17, 18 to 26, lowest first.
    int bits = 0b101010101 | 0b000011111 << 9 | 0b100000000 << 18;
    byte[] packed = {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)};
    DicomFrames f = frames(Objects.gray(3, 3, 3, 1, 1).bytes(Tag.PIXEL_DATA, Vr.OB, packed));
    assertThat(values(f.frame(0))).containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(values(f.frame(1))).containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0);
    assertThat(values(f.frame(2))).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void bringsEveryColourToRgb() {
    byte[] red = {76, 85, (byte) 255, 76, 85, (byte) 255};
    DataSetBuilder ybr = Objects.color(2, 1, "YBR_FULL").bytes(Tag.PIXEL_DATA, Vr.OB, red);
    assertThat(values(frames(ybr).frame(0))).containsExactly(254, 0, 0, 254, 0, 0);
    DataSetBuilder halved =
        Objects.color(2, 1, "YBR_FULL_422")
            .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[] {76, (byte) 200, (byte) 128, (byte) 128});
    assertThat(values(frames(halved).frame(0))).containsExactly(76, 76, 76, 200, 200, 200);
    DataSetBuilder partial =
        Objects.color(2, 1, "YBR_PARTIAL_422")
            .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[] {16, (byte) 235, (byte) 128, (byte) 128});
    assertThat(values(frames(partial).frame(0))).containsExactly(0, 0, 0, 255, 255, 255);
    DataSetBuilder planar =
        Objects.color(2, 1, "RGB")
            .ints(Tag.PLANAR_CONFIGURATION, 1)
            .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(values(frames(planar).frame(0))).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void looksColoursUp() {
    DataSetBuilder b =
        Objects.gray(4, 1, 1, 8, 8)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR")
            .ints(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 2, 10, 16)
            .ints(Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 2, 10, 16)
            .ints(Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 2, 10, 8)
            .ints(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, 0x1200, 0x3400)
            .ints(Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, 0, 0xffff)
            .bytes(Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, new byte[] {7, 8})
            .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[] {0, 10, 11, 99});
    assertThat(values(frames(b).frame(0)))
        .containsExactly(0x12, 0, 7, 0x12, 0, 7, 0x34, 255, 8, 0x34, 255, 8);
  }

  @Test
  void decodesCompressedFramesAlikeInOneOrManyThreads() {
    List<short[]> originals = new ArrayList<>();
    List<byte[]> lossless = new ArrayList<>();
    List<byte[]> ls = new ArrayList<>();
    List<byte[]> rle = new ArrayList<>();
    FrameShape shape = new FrameShape(16, 12, 1);
    for (int f = 0; f < 9; f++) {
      short[] s = new short[shape.samples()];
      byte[][] planes = new byte[2][s.length];
      for (int i = 0; i < s.length; i++) {
        s[i] = (short) ((i * 7 + f * 131) & 0x3ff);
        planes[0][i] = (byte) (s[i] >> 8);
        planes[1][i] = (byte) s[i];
      }
      originals.add(s);
      CodedImage image = new CodedImage(shape, 10, CodedImage.Color.UNSAID, s);
      lossless.add(JpegLossless.encode(image, 1));
      ls.add(JpegLs.encode(image));
      rle.add(RunLength.encode(planes, 16));
    }
    check(originals, lossless, TransferSyntax.JPEG_LOSSLESS_SV1);
    check(originals, ls, TransferSyntax.JPEG_LS);
    check(originals, rle, TransferSyntax.RLE);
  }

  private static void check(List<short[]> originals, List<byte[]> frames, TransferSyntax syntax) {
    DataSetBuilder b = Objects.gray(16, 12, 9, 16, 10).element(Fragments.ofFrames(frames));
    DicomFrames f = DicomFrames.of(Objects.read(b, syntax), DicomLimits.defaults());
    List<Image> images = f.range(2, 9).parallel().toList();
    for (int i = 2; i < 9; i++) {
      float[] values = values(images.get(i - 2));
      for (int k = 0; k < values.length; k++) {
        assertThat(values[k]).isEqualTo(originals.get(i)[k]);
      }
    }
  }

  @Test
  void givesOnlyWholeFramesAndSaysSo() {
    DataSetBuilder b = Objects.gray(4, 4, 5, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, new byte[50]);
    DicomFrames f = frames(b);
    assertThat(f.count()).isEqualTo(3);
    assertThat(f.findings()).hasSize(1);
    assertThatThrownBy(() -> f.frame(3)).isInstanceOf(InvalidInputException.class);
    DataSetBuilder none = Objects.gray(4, 4, 5, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, new byte[10]);
    assertThatThrownBy(() -> frames(none)).isInstanceOf(DicomException.class);
  }

  @Test
  void namesTheSyntaxItCannotDecode() {
    DataSetBuilder b =
        Objects.gray(4, 4, 1, 8, 8).element(Fragments.ofFrames(List.of(new byte[] {1, 2})));
    TransferSyntax h264 = TransferSyntax.of("1.2.840.10008.1.2.4.102");
    assertThatThrownBy(() -> DicomFrames.of(Objects.read(b, h264), DicomLimits.defaults()))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("H.264 High Profile (1.2.840.10008.1.2.4.102)")
        .hasMessageContaining("FrameDecoder");
  }

  @Test
  void asksAnAddedDecoder() {
    DataSetBuilder b =
        Objects.gray(2, 1, 1, 8, 8).element(Fragments.ofFrames(List.of(new byte[] {9, 8})));
    TransferSyntax own = TransferSyntax.of(CopyingDecoder.SYNTAX);
    assertThat(values(DicomFrames.of(Objects.read(b, own), DicomLimits.defaults()).frame(0)))
        .containsExactly(9, 8);
  }

  /** Packed per frame, so the plane of a frame is shorter than a byte a pixel. */
  @Test
  void decodesSingleBitsOfRunLengthFrames() {
    byte[] plane = {(byte) 0b10101010, 0b00000011, 0b01111110};
    byte[] rle = RunLength.encode(new byte[][] {plane}, 3);
    DataSetBuilder b = Objects.gray(4, 5, 2, 1, 1).element(Fragments.ofFrames(List.of(rle, rle)));
    Image second =
        DicomFrames.of(Objects.read(b, TransferSyntax.RLE), DicomLimits.defaults()).frame(1);
    for (int i = 0; i < 20; i++) {
      assertThat(second.value(i % 4, i / 4, 0)).isEqualTo(plane[i / 8] >> i % 8 & 1);
    }
  }

  @Test
  void bringsColourOf32BitsTo16() {
    ByteBuffer pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    pixels.putInt(0xffff_0000).putInt(0x1234_5678).putInt(1);
    DataSetBuilder b =
        Objects.color(1, 1, "RGB")
            .ints(Tag.BITS_ALLOCATED, 32)
            .ints(Tag.BITS_STORED, 32)
            .ints(Tag.HIGH_BIT, 31)
            .bytes(Tag.PIXEL_DATA, Vr.OW, pixels.array());
    assertThat(values(frames(b).frame(0))).containsExactly(0xffff, 0x1234, 0);
  }

  @Test
  void bytesUnderOwAndWordsUnderObAreThemselves() {
    DataSetBuilder bytes =
        Objects.gray(3, 1, 1, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3});
    assertThat(values(frames(bytes).frame(0))).containsExactly(1, 2, 3);
    DataSetBuilder words =
        Objects.gray(2, 1, 1, 16, 16).bytes(Tag.PIXEL_DATA, Vr.OB, Objects.words(300, 5));
    assertThat(values(frames(words).frame(0))).containsExactly(300, 5);
  }

  /** 4 GB do not fit any array. The file is sparse; only its last frame is written. */
  @Test
  void readsTheLastFrameOfAVeryLongCine(@TempDir Path folder) throws IOException {
    int frames = 2000;
    byte[] header =
        DicomWriter.explicit().toBytes(Objects.gray(1024, 1024, frames, 16, 16).build());
    Path file = folder.resolve("long.dcm");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.write(
          RawDicom.explicitLittle()
              .header(Tag.PIXEL_DATA.number(), "OW", 2L * 1024 * 1024 * frames)
              .bytes());
      long end = out.getFilePointer() + 2L * 1024 * 1024 * frames;
      out.setLength(end);
      out.seek(end - 2);
      out.write(new byte[] {0x34, 0x12});
    }
    try (DicomFile open = DicomFile.open(file, DicomLimits.defaults(), Strictness.STRICT)) {
      assertThat(open.frames().count()).isEqualTo(frames);
      Image last = open.frames().frame(frames - 1);
      assertThat(last.value(1023, 1023, 0)).isEqualTo(0x1234);
      assertThat(last.value(1022, 1023, 0)).isZero();
    }
  }

  @Test
  void rangesAreEqualFromFileBytesAndStream(@TempDir Path folder) throws IOException {
    byte[] pixels = new byte[8 * 6 * 9];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31);
    }
    byte[] bytes =
        DicomWriter.of(TransferSyntax.DEFLATED)
            .toBytes(Objects.gray(8, 6, 9, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, pixels).build());
    Path file = Files.write(folder.resolve("a.dcm"), bytes);
    DicomLimits limits = DicomLimits.defaults();
    try (DicomFile one = DicomFile.open(file);
        DicomFile two = DicomFile.read(bytes);
        DicomFile three =
            DicomFile.read(new ByteArrayInputStream(bytes), limits, Strictness.STRICT)) {
      for (DicomFile f : List.of(one, two, three)) {
        List<Image> range = f.frames().range(3, 7).parallel().toList();
        assertThat(range).hasSize(4);
        assertThat(range.get(2).value(5, 4, 0)).isEqualTo((5 * 48 + 4 * 8 + 5) * 31 & 0xff);
      }
    }
  }

  /** What the codestream says of sign and bits is how it is read, the data set how it is meant. */
  @Test
  void jpeg2000OfAnotherSignIsReadAsCodedThenAsMeant() {
    short[] samples = new short[64 * 64];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i * 16);
    }
    CodedImage picture =
        new CodedImage(new FrameShape(64, 64, 1), 16, CodedImage.Color.UNSAID, samples);
    byte[] unsigned = SampleStreams.jpeg2000(picture);
    DataSetBuilder meantSigned = Objects.gray(64, 64, 1, 16, 16).ints(Tag.PIXEL_REPRESENTATION, 1);
    float[] values = values(coded(meantSigned, unsigned).frame(0));
    for (int i = 0; i < samples.length; i++) {
      assertThat(values[i]).isEqualTo(samples[i]);
    }
    // 13 stored bits: the sign is the 13th, as in a sample file in circulation.
    DataSetBuilder narrow = meantSigned.ints(Tag.BITS_STORED, 13).ints(Tag.HIGH_BIT, 12);
    values = values(coded(narrow, unsigned).frame(0));
    for (int i = 0; i < samples.length; i++) {
      assertThat(values[i]).isEqualTo(samples[i] << 19 >> 19);
    }
    // Signed samples are not shifted by the coder, so the picture is another, but not out of range.
    byte[] signed = unsigned.clone();
    signed[42] |= (byte) 0x80;
    values = values(coded(Objects.gray(64, 64, 1, 16, 16), signed).frame(0));
    for (int i = 0; i < samples.length; i++) {
      assertThat(values[i]).isEqualTo((samples[i] & 0xffff) ^ 0x8000);
    }
  }

  private static DicomFrames coded(DataSetBuilder b, byte[] stream) {
    b.element(Fragments.ofFrames(List.of(stream)));
    return DicomFrames.of(
        Objects.read(b, TransferSyntax.JPEG_2000_LOSSLESS), DicomLimits.defaults());
  }

  @Test
  void aFrameThatTakesTooLongIsGivenUp() {
    CodedImage picture = Pictures.of(400, 400, 1, 16, 8);
    DataSetBuilder b =
        Objects.gray(400, 400, 1, 16, 16)
            .element(Fragments.ofFrames(List.of(SampleStreams.jpeg2000(picture))));
    DicomLimits limits = DicomLimits.defaults().withFrameDeadline(Duration.ofNanos(1));
    DicomFrames f = DicomFrames.of(Objects.read(b, TransferSyntax.JPEG_2000_LOSSLESS), limits);
    assertThatThrownBy(() -> f.frame(0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("withFrameDeadline");
  }
}

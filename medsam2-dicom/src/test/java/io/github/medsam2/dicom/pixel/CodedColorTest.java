// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.codec.SampleStreams;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is right about colour: the data set or the codestream. */
class CodedColorTest {
  private static final int WIDTH = SampleStreams.DCT_SHAPE.width();
  private static final int HEIGHT = SampleStreams.DCT_SHAPE.height();

  private static Image decode(
      byte[] stream, int width, int height, String photometric, TransferSyntax syntax) {
    var b = Objects.color(width, height, photometric).element(Fragments.ofFrames(List.of(stream)));
    return DicomFrames.of(Objects.read(b, syntax), DicomLimits.defaults()).frame(0);
  }

  /** A lossy stream with a JFIF header is YBR, even where writers left RGB in the data set. */
  @ParameterizedTest
  @ValueSource(strings = {"RGB", "YBR_FULL", "YBR_FULL_422"})
  void aLossyStreamSaysItsColour(String photometric) throws IOException {
    byte[] stream = SampleStreams.dctColor();
    Image image = decode(stream, WIDTH, HEIGHT, photometric, TransferSyntax.JPEG_BASELINE);
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(stream));
    int worst = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = expected.getRGB(i % WIDTH, i / WIDTH);
      for (int c = 0; c < 3; c++) {
        int theirs = rgb >> (16 - 8 * c) & 0xff;
        int ours = (int) image.value(i % WIDTH, i / WIDTH, c);
        worst = Math.max(worst, Math.abs(ours - theirs));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(3);
  }

  @Test
  void adobesMarkerWithoutTransformMeansRgb() {
    byte[] jfif = SampleStreams.dctColor();
    byte[] adobe = withAdobe(jfif, 0);
    Image image = decode(adobe, WIDTH, HEIGHT, "YBR_FULL_422", TransferSyntax.JPEG_BASELINE);
    Image converted =
        decode(withAdobe(jfif, 1), WIDTH, HEIGHT, "RGB", TransferSyntax.JPEG_BASELINE);
    // Near black, whose luminance is 0 and whose chroma is 128: unconverted it is a strong colour.
    assertThat(image.value(0, 0, 0)).isLessThan(20);
    assertThat(image.value(0, 0, 1)).isBetween(100f, 150f);
    assertThat(converted.value(0, 0, 1)).isLessThan(20);
  }

  /** Puts the marker in the place of the JFIF one. */
  private static byte[] withAdobe(byte[] jfif, int transform) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jfif, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100});
    out.writeBytes(new byte[] {0, 0, 0, 0, (byte) transform});
    int app0 = 4 + (jfif[4] << 8 | jfif[5]);
    out.write(jfif, app0, jfif.length - app0);
    return out.toByteArray();
  }

  /** Lossless streams are not transformed, whatever header a toolkit put before them. */
  @Test
  void aLosslessStreamIsWhatTheDataSetSays() {
    CodedImage picture = Pictures.of(20, 10, 3, 8, 5);
    byte[] stream = JpegLossless.encode(picture, 1);
    ByteArrayOutputStream jfif = new ByteArrayOutputStream();
    jfif.write(stream, 0, 2);
    jfif.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1});
    jfif.writeBytes(new byte[7]);
    jfif.write(stream, 2, stream.length - 2);
    for (byte[] s : List.of(stream, jfif.toByteArray())) {
      Image image = decode(s, 20, 10, "RGB", TransferSyntax.JPEG_LOSSLESS_SV1);
      assertThat(image.value(7, 3, 2)).isEqualTo(picture.samples()[(3 * 20 + 7) * 3 + 2] & 0xff);
    }
    Image ybr = decode(stream, 20, 10, "YBR_FULL", TransferSyntax.JPEG_LOSSLESS_SV1);
    int[] one = new int[3];
    Arrays.setAll(one, c -> picture.samples()[(3 * 20 + 7) * 3 + c] & 0xff);
    ColorConversion.toRgb(one, 8, false);
    assertThat(ybr.value(7, 3, 0)).isEqualTo(one[0]);
    assertThat(ybr.value(7, 3, 1)).isEqualTo(one[1]);
  }

  /** The decoder has undone the transform already. */
  @ParameterizedTest
  @ValueSource(strings = {"RGB", "YBR_RCT"})
  void jpeg2000ComesBackAsRgb(String photometric) {
    byte[] stream = SampleStreams.jpeg2000Color();
    Image image = decode(stream, 24, 16, photometric, TransferSyntax.JPEG_2000_LOSSLESS);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        assertThat(image.value(x, y, 0)).isEqualTo(11 * x);
        assertThat(image.value(x, y, 1)).isEqualTo(15 * y);
        assertThat(image.value(x, y, 2)).isEqualTo(250 - x - y);
      }
    }
  }
}

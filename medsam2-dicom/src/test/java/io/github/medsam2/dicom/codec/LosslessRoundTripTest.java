// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessRoundTripTest {

  @Property(tries = 150)
  void jpegLosslessComesBack(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 3) int components,
      @ForAll @IntRange(min = 2, max = 16) int precision,
      @ForAll @IntRange(min = 1, max = 7) int predictor) {
    CodedImage image = Pictures.of(width, height, components, precision, width * 31L + height);
    CodedImage back = Jpeg.decode(JpegLossless.encode(image, predictor), image.shape());
    assertThat(back.precision()).isEqualTo(precision);
    assertThat(back.samples()).isEqualTo(image.samples());
  }

  @Property(tries = 150)
  void jpegLsComesBack(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 3) int components,
      @ForAll @IntRange(min = 2, max = 16) int precision) {
    CodedImage image = Pictures.of(width, height, components, precision, width * 31L + height);
    CodedImage back = Jpeg.decode(JpegLs.encode(image), image.shape());
    assertThat(back.precision()).isEqualTo(precision);
    assertThat(back.samples()).isEqualTo(image.samples());
  }

  @Property(tries = 100)
  void runLengthComesBack(
      @ForAll @IntRange(min = 1, max = 300) int row,
      @ForAll @IntRange(min = 1, max = 6) int rows,
      @ForAll @IntRange(min = 1, max = 6) int planes) {
    Random random = new Random(row * 7L + planes);
    byte[][] in = new byte[planes][row * rows];
    for (byte[] plane : in) {
      for (int i = 0; i < plane.length; ) {
        int run = 1 + random.nextInt(random.nextInt(200) + 1);
        Arrays.fill(plane, i, Math.min(plane.length, i + run), (byte) random.nextInt());
        i += run;
      }
    }
    assertThat(RunLength.decode(RunLength.encode(in, row), planes, row * rows)).isDeepEqualTo(in);
  }

  /** A difference of 32768 is a category of its own, which some decoders get wrong. */
  @Test
  void category16IsADifferenceWithoutBits() {
    short[] samples = {(short) 0x8000, 0, (short) 0x8000, (short) 0xffff, 0x7fff, -1};
    CodedImage image =
        new CodedImage(new FrameShape(6, 1, 1), 16, CodedImage.Color.UNSAID, samples);
    assertThat(Jpeg.decode(JpegLossless.encode(image, 1), image.shape()).samples())
        .isEqualTo(samples);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aStreamCutShortIsIncomplete(int codec) {
    CodedImage image = Pictures.of(64, 64, 1, 12, 5);
    byte[][] planes = {new byte[4096]};
    new Random(1).nextBytes(planes[0]);
    byte[] whole =
        switch (codec) {
          case 0 -> JpegLossless.encode(image, 1);
          case 1 -> JpegLs.encode(image);
          default -> RunLength.encode(planes, 64);
        };
    for (int length : new int[] {whole.length - 60, whole.length / 2, 200}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(
              () -> {
                switch (codec) {
                  case 0 -> Jpeg.decode(cut, image.shape());
                  case 1 -> Jpeg.decode(cut, image.shape());
                  default -> RunLength.decode(cut, 1, 4096);
                }
              })
          .isInstanceOf(DicomException.class);
    }
  }

  @Test
  void anotherSizeIsRefused() {
    byte[] stream = JpegLs.encode(Pictures.of(8, 8, 1, 8, 1));
    assertThatThrownBy(() -> Jpeg.decode(stream, new FrameShape(9, 8, 1)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("9x8x1");
  }
}

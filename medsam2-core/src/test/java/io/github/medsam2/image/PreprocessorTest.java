// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {

  @Test
  void framesEqualTheGoldenInput() throws IOException {
    Image slice = Image.gray8(80, 64, Patterns.slice(80, 64, 2));
    float[] found =
        Preprocessor.forFrames(512, Normalization.IMAGENET).prepare(slice).toFloatArray();
    float[] every = Golden.open("sam21_tiny_512_features").floats("input_slice2.every");
    for (int i = 0; i < every.length; i++) {
      assertThat(found[12 * i]).isEqualTo(every[i]);
    }
  }

  @Test
  void framesHaveTheConformanceNumbers() {
    Image slice = Image.gray8(80, 64, Patterns.slice(80, 64, 2));
    float[] found =
        Preprocessor.forFrames(512, Normalization.IMAGENET).prepare(slice).toFloatArray();
    int n = found.length;
    int[] at = {0, n / 7, n / 3, n / 2, 2 * (n / 3), n - 1};
    double[] expected = {-1.55279, -1.15892, -1.45798, 1.30812, -1.22928, 0.409063};
    for (int i = 0; i < at.length; i++) {
      assertThat((double) found[at[i]]).isCloseTo(expected[i], within(1e-5));
    }
    double sum = 0;
    for (float v : found) {
      sum += v;
    }
    assertThat(sum / n).isCloseTo(-0.205371, within(1e-6));
  }

  @Test
  void imagesHaveTheConformanceNumbers() {
    byte[] rgb = new byte[80 * 64 * 3];
    int[] slices = {2, 1, 3};
    for (int c = 0; c < 3; c++) {
      byte[] slice = Patterns.slice(80, 64, slices[c]);
      for (int i = 0; i < slice.length; i++) {
        rgb[3 * i + c] = slice[i];
      }
    }
    float[] found =
        Preprocessor.forImages(512, Normalization.IMAGENET)
            .prepare(Image.rgb8(80, 64, rgb))
            .toFloatArray();
    int n = found.length;
    int[] at = {0, n / 7, n / 3, n / 2, 2 * (n / 3), n - 1};
    double[] expected = {0.133333, 0.216667, 0.0666667, 0.685539, 0.2, 0.423529};
    Normalization of = Normalization.IMAGENET;
    for (int i = 0; i < at.length; i++) {
      int c = at[i] / (n / 3);
      double value = found[at[i]] * of.std().get(c) + of.mean().get(c);
      assertThat(value).isCloseTo(expected[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8", "5, 3, 1", "512, 512, 512", "31, 77, 128"})
  void greyIsRedIsGreenIsBlue(int width, int height, int size) {
    Image grey = Image.gray8(width, height, Patterns.slice(width, height, 1));
    for (Preprocessor way :
        List.of(
            Preprocessor.forImages(size, Normalization.IMAGENET),
            Preprocessor.forFrames(size, Normalization.IMAGENET))) {
      assertThat(way.size()).isEqualTo(size);
      assertThat(way.prepare(grey).shape()).isEqualTo(Shape.of(3, size, size));
      assertThat(way.prepare(grey).toFloatArray())
          .isEqualTo(way.prepare(grey.toRgb()).toFloatArray());
    }
  }

  @Test
  void bothWaysAgreeWhereNothingIsResized() {
    Image image = Image.gray8(16, 16, Patterns.slice(16, 16, 3));
    assertThat(Preprocessor.forImages(16, Normalization.IMAGENET).prepare(image).toFloatArray())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(
            Preprocessor.forFrames(16, Normalization.IMAGENET).prepare(image).toFloatArray());
  }

  @Test
  void imagesOfOtherTypesGoByTheStandardAndFramesAreRefused() {
    Image sixteen = Image.gray16(2, 2, new short[] {0, 100, 200, (short) 65535});
    Image eight = Intensity.standard().toUint8(sixteen);
    assertThat(Preprocessor.forImages(4, Normalization.IMAGENET).prepare(sixteen).toFloatArray())
        .isEqualTo(Preprocessor.forImages(4, Normalization.IMAGENET).prepare(eight).toFloatArray());
    assertThatThrownBy(() -> Preprocessor.forFrames(4, Normalization.IMAGENET).prepare(sixteen))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Intensity");
    assertThatThrownBy(() -> Preprocessor.forFrames(0, Normalization.IMAGENET))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void framesOfAVolumeAreMappedTogether() {
    ByteBuffer voxels = Samples.allocate(PixelType.INT16, 4);
    short[] values = {-100, 0, 100, 400};
    for (int i = 0; i < 4; i++) {
      Samples.put(voxels, PixelType.INT16, i, values[i]);
    }
    Volume volume = Volume.of(2, 1, 2, PixelType.INT16, voxels, Geometry.ofSpacing(1, 1, 1));
    FrameSource frames = FrameSource.of(volume, new FullRange());
    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.width()).isEqualTo(2);
    assertThat(frames.height()).isEqualTo(1);
    assertThat(frames.frame(0).plane8(0)).containsExactly(0, 51);
    assertThat(frames.frame(1).plane8(0)).containsExactly(102, (byte) 255);
    assertThatThrownBy(() -> FrameSource.of(volume)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> frames.frame(2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> frames.frame(-1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void framesOfAListAreMappedTogetherAndOfOneSize() {
    Image dark = Image.gray16(1, 1, new short[] {1});
    Image bright = Image.gray16(1, 1, new short[] {101});
    FrameSource frames = FrameSource.of(List.of(dark, bright), new FullRange());
    assertThat(frames.frame(0).value(0, 0, 0)).isZero();
    assertThat(frames.frame(1).value(0, 0, 0)).isEqualTo(255);
    Image eight = Image.gray8(1, 1, new byte[1]);
    assertThat(FrameSource.of(List.of(eight)).frame(0)).isSameAs(eight);
    assertThatThrownBy(() -> FrameSource.of(List.of())).isInstanceOf(InvalidInputException.class);
    Image wide = Image.gray8(2, 1, new byte[2]);
    assertThatThrownBy(() -> FrameSource.of(List.of(eight, wide)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("frame 1");
  }
}

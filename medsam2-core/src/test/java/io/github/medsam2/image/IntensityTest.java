// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntensityTest {
  private static final int N = 5 * 64 * 80;

  /** The conformance volume, each value through a function. */
  private static Volume volume(PixelType type, IntToDoubleFunction f) {
    ByteBuffer b = Samples.allocate(type, N);
    for (int z = 0; z < 5; z++) {
      byte[] slice = Patterns.slice(80, 64, z);
      for (int i = 0; i < slice.length; i++) {
        Samples.put(b, type, z * slice.length + i, (float) f.applyAsDouble(slice[i] & 0xff));
      }
    }
    return Volume.of(80, 64, 5, type, b, Geometry.ofSpacing(1, 1, 2));
  }

  private static double squares(int v) {
    return Math.floor(v * v / 9.0);
  }

  private static long crc(Volume volume) {
    assertThat(volume.type()).isEqualTo(PixelType.UINT8);
    CRC32 crc = new CRC32();
    crc.update(volume.voxels());
    return crc.getValue();
  }

  /** Checksums of what numpy makes of the same volume. */
  static Stream<Arguments> windows() {
    return Stream.of(
        Arguments.of(Window.ABDOMEN, 1101684268L),
        Arguments.of(Window.LUNG, 2083319004L),
        Arguments.of(Window.LUNG_NODULE, 3185403084L),
        Arguments.of(Window.BRAIN, 682043076L),
        Arguments.of(Window.MEDIASTINUM, 3111631247L),
        Arguments.of(Window.BONE, 2428055885L));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void windowsEqualNumpy(Window window, long crc) {
    Volume hounsfield = volume(PixelType.INT16, v -> v * 12 - 1100);
    Volume eight = window.toUint8(hounsfield);
    assertThat(crc(eight)).isEqualTo(crc);
    assertThat(eight.geometry()).isEqualTo(hounsfield.geometry());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 99.5, 2017067945, 3030995754",
    "0, 100, 1725313373, 3606759844",
    "33.3, 66.6, 3779047125, 2602707457"
  })
  void percentilesEqualNumpy(double lower, double upper, long integers, long floats) {
    Percentiles rule = new Percentiles(lower, upper);
    assertThat(crc(rule.toUint8(volume(PixelType.UINT16, IntensityTest::squares))))
        .isEqualTo(integers);
    assertThat(crc(rule.toUint8(volume(PixelType.FLOAT32, v -> v * 0.0137 - 0.5))))
        .isEqualTo(floats);
  }

  @Test
  void percentilesLieBetweenSamples() {
    Image image = Image.grayFloat(6, 1, new float[] {8, -3, 1, 0, 4, 2});
    double[] range = new PositiveQuantiles(List.of(image.samples())).range(new Percentiles(10, 80));
    assertThat(range[0]).isCloseTo(1.3, within(1e-12));
    assertThat(range[1]).isCloseTo(5.6, within(1e-12));
  }

  @Test
  void spreadsWhatTheWindowLeavesNotTheWindow() {
    Image image = Image.grayFloat(3, 1, new float[] {0, 50, 100});
    assertThat(new Window(0, 1000).toUint8(image).plane8(0)).containsExactly(0, 127, (byte) 255);
    assertThat(Window.ofRange(0, 50).toUint8(image).plane8(0))
        .containsExactly(0, (byte) 255, (byte) 255);
  }

  @Test
  void guardsConstantsNaNAndInfinity() {
    Image constant = Image.grayFloat(2, 1, new float[] {7, 7});
    float[] odd = {Float.NaN, 0, 10, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    Image wild = Image.grayFloat(5, 1, odd);
    Image nothing = Image.grayFloat(2, 1, new float[] {Float.NaN, Float.POSITIVE_INFINITY});
    for (Intensity rule : List.of(Window.ABDOMEN, Percentiles.STANDARD, new FullRange())) {
      assertThat(rule.toUint8(constant).plane8(0)).containsExactly(0, 0);
      assertThat(rule.toUint8(nothing).plane8(0)).containsExactly(0, 0);
    }
    assertThat(new FullRange().toUint8(wild).plane8(0))
        .containsExactly(0, 0, (byte) 255, (byte) 255, 0);
    Image dark = Image.grayFloat(2, 1, new float[] {-5, 0});
    assertThat(Percentiles.STANDARD.toUint8(dark).plane8(0)).containsExactly(0, 0);
  }

  @Test
  void theStandardLeaves8BitsAloneAndTakesPercentilesElsewhere() {
    Image eight = Image.gray8(2, 1, new byte[] {3, 9});
    assertThat(Intensity.standard().toUint8(eight)).isSameAs(eight);
    Volume volume8 = volume(PixelType.UINT8, v -> v);
    assertThat(Intensity.standard().toUint8(volume8)).isSameAs(volume8);
    Volume sixteen = volume(PixelType.UINT16, IntensityTest::squares);
    assertThat(crc(Intensity.standard().toUint8(sixteen))).isEqualTo(2017067945L);
  }

  @Test
  void theStandardDoesNotGuessAWindow() {
    Volume hounsfield = volume(PixelType.INT16, v -> v * 12 - 1100);
    assertThatThrownBy(() -> Intensity.standard().toUint8(hounsfield))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Window.ABDOMEN");
  }

  @Test
  void mapsTheChannelsOfAnImageAlike() {
    ByteBuffer b = Samples.allocate(PixelType.UINT16, 3);
    for (int c = 0; c < 3; c++) {
      Samples.put(b, PixelType.UINT16, c, 1000 * c);
    }
    Image rgb = new FullRange().toUint8(Image.of(1, 1, 3, PixelType.UINT16, b));
    assertThat(rgb.value(0, 0, 1)).isEqualTo(127);
    assertThat(rgb.value(0, 0, 2)).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "0, 0", "0, -5", "0, NaN", "0, Infinity", "Infinity, 1"})
  void refusesWindowsThatAreNone(double level, double width) {
    assertThatThrownBy(() -> new Window(level, width)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1, 50", "60, 50", "0, 101", "NaN, 50", "0, NaN"})
  void refusesPercentilesThatAreNone(double lower, double upper) {
    assertThatThrownBy(() -> new Percentiles(lower, upper))
        .isInstanceOf(InvalidInputException.class);
  }
}

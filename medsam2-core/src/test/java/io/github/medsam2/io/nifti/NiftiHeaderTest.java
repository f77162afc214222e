// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single fields of a NIfTI-1 header set to what few files have. */
class NiftiHeaderTest {
  @TempDir private Path folder;

  private Path changed(PixelType type, Consumer<ByteBuffer> change) throws IOException {
    Path file = folder.resolve("v.nii");
    Nifti.write(file, Fixtures.volume(type, Fixtures.OBLIQUE));
    byte[] bytes = Files.readAllBytes(file);
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return Files.write(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN})
  void aSlopeOfZeroOrNaNStandsForNone(float slope) throws IOException {
    Volume v = Nifti.read(changed(PixelType.INT16, h -> h.putFloat(112, slope).putFloat(116, 7)));
    assertThat(v.type()).isEqualTo(PixelType.INT16);
    assertThat(v.voxels()).isEqualTo(Fixtures.volume(PixelType.INT16, Fixtures.OBLIQUE).voxels());
  }

  @ParameterizedTest
  @CsvSource({"Infinity, 0", "2, NaN", "2, -Infinity", "1, NaN", "1e38, 0"})
  void refusesScalesThatGiveNoNumbers(float slope, float intercept) throws IOException {
    Path file = changed(PixelType.UINT16, h -> h.putFloat(112, slope).putFloat(116, intercept));
    assertThatThrownBy(() -> Nifti.read(file)).isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 2, the fourth of 2",
    "5, 3, the fifth of 3",
    "7, 2, the sixth or seventh of 2",
    "8, 1, 8 axes",
    "1, 1, 1 axes"
  })
  void refusesFurtherAxes(int rank, int size, String message) throws IOException {
    Path file =
        changed(
            PixelType.UINT8,
            h -> h.putShort(40, (short) rank).putShort(Math.min(40 + 2 * rank, 54), (short) size));
    assertThatThrownBy(() -> Nifti.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsFurtherAxesOfSizeOne() throws IOException {
    assertThat(Nifti.read(changed(PixelType.UINT8, h -> h.putShort(40, (short) 5))).depth())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"1, bits", "32, complex", "128, colours", "2304, colours", "1536, code 1536"})
  void refusesOtherTypes(int code, String message) throws IOException {
    Path file = changed(PixelType.UINT8, h -> h.putShort(70, (short) code));
    assertThatThrownBy(() -> Nifti.read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 1", "3, 0.001", "0, 1", "10, 1", "11, 0.001"})
  void readsUnitsOfLengthBesideThoseOfTime(int code, double millimetres) throws IOException {
    Geometry g = Nifti.read(changed(PixelType.UINT8, h -> h.put(123, (byte) code))).geometry();
    assertThat(g.spacing()[2]).isCloseTo(3.5 * millimetres, within(millimetres));
    assertThat(g.origin()[0]).isCloseTo(12.5 * millimetres, within(millimetres));
  }

  private static org.assertj.core.data.Offset<Double> within(double unit) {
    return org.assertj.core.api.Assertions.within(1e-5 * unit);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, -2, Float.NaN})
  void refusesAHandednessThatIsNone(float qfac) throws IOException {
    Path file = changed(PixelType.UINT8, h -> h.putShort(254, (short) 0).putFloat(76, qfac));
    assertThatThrownBy(() -> Nifti.read(file)).hasMessageContaining("pixdim[0]");
  }

  @Test
  void aHandednessOfZeroIsRight() throws IOException {
    Geometry one =
        Nifti.read(changed(PixelType.UINT8, h -> h.putShort(254, (short) 0).putFloat(76, 1)))
            .geometry();
    Geometry zero =
        Nifti.read(changed(PixelType.UINT8, h -> h.putShort(254, (short) 0).putFloat(76, 0)))
            .geometry();
    assertThat(zero).isEqualTo(one);
  }

  @Test
  void refusesTheMagicOfTheOtherVersion() throws IOException {
    Path file = changed(PixelType.UINT8, h -> h.put(346, (byte) '2'));
    assertThatThrownBy(() -> Nifti.read(file)).hasMessageContaining("magic");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.numpy.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesTest {
  @TempDir private Path folder;

  static List<String> names() {
    return List.of(
        "a.nii", "b.NII.gz", "c.hdr", "d.img", "e.nrrd", "f.nhdr", "g.mha", "h.mhd", "i.npz");
  }

  @ParameterizedTest
  @MethodSource("names")
  void comeBackAsTheyWereWritten(String name) throws IOException {
    for (PixelType type : PixelType.values()) {
      Volume written = Fixtures.volume(type, Fixtures.OBLIQUE);
      Path file = folder.resolve(name);
      Volumes.write(file, written);
      Volume read = Volumes.read(file);
      assertThat(read.type()).isEqualTo(type);
      assertThat(new int[] {read.width(), read.height(), read.depth()}).containsExactly(5, 4, 3);
      assertThat(read.voxels()).isEqualTo(written.voxels());
      boolean nifti = name.charAt(0) <= 'd'; // float32 in the header
      Fixtures.assertGeometry(read.geometry(), Fixtures.OBLIQUE, nifti ? 1e-5 : 1e-12);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".part"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void masksComeBackOnTheirGrid(String name) {
    byte[] voxels = new byte[60];
    voxels[7] = 1;
    voxels[59] = (byte) 255;
    MaskVolume mask = MaskVolume.of(5, 4, 3, ByteBuffer.wrap(voxels), Fixtures.OBLIQUE);
    Path file = folder.resolve(name);
    Volumes.write(file, mask);
    assertThat(Volumes.read(file).value(4, 3, 2)).isEqualTo(1);
    MaskVolume read = Volumes.readMask(file);
    assertThat(read.voxelCount()).isEqualTo(2);
    assertThat(read.contains(2, 1, 0)).isTrue();
    assertThat(read.contains(4, 3, 2)).isTrue();
    Fixtures.assertGeometry(read.geometry(), Fixtures.OBLIQUE, 1e-5);
    assertThatThrownBy(() -> Volumes.readMask(file, new ReadLimits(60, 119)))
        .isInstanceOf(FormatException.class);
    assertThat(Volumes.readMask(file, new ReadLimits(60, 120)).voxelCount()).isEqualTo(2);
  }

  @Test
  void readsNumpyArrays() {
    Volume v = Volumes.read(Fixtures.file("numpy/int16.npy"));
    assertThat(v.depth()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dcm", "nii", "b.nrrd.gz", "c.gz", "d."})
  void refuseOtherExtensions(String name) {
    Volume volume = Fixtures.volume(PixelType.UINT8, Fixtures.OBLIQUE);
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> Volumes.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(".nii.gz");
    assertThatThrownBy(() -> Volumes.write(file, volume))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(".nrrd");
    assertThat(file).doesNotExist();
  }

  @Test
  void refuseToWriteWhereGeometryWouldBeLost() {
    Volume volume = Fixtures.volume(PixelType.UINT8, Fixtures.OBLIQUE);
    assertThatThrownBy(() -> Volumes.write(folder.resolve("a.npy"), volume))
        .isInstanceOf(InvalidInputException.class);
    Npy.write(folder.resolve("a.npy"), volume);
    assertThat(Npy.read(folder.resolve("a.npy")).voxels()).isEqualTo(volume.voxels());
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepLimits(String name) {
    Path file = folder.resolve(name);
    Volumes.write(file, Fixtures.volume(PixelType.INT16, Fixtures.OBLIQUE));
    assertThat(Volumes.read(file, new ReadLimits(60, 120)).depth()).isEqualTo(3);
    assertThatThrownBy(() -> Volumes.read(file, new ReadLimits(59, 1000)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("59 voxels");
    assertThatThrownBy(() -> Volumes.read(file, new ReadLimits(1000, 119)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("119 bytes");
  }

  @ParameterizedTest
  @MethodSource("names")
  void leaveTheOldFileWhenWritingFails(String name) throws IOException {
    Path file = folder.resolve(name);
    Path inTheWay = Files.createDirectories(file.resolve("something"));
    Volume volume = Fixtures.volume(PixelType.UINT8, Fixtures.OBLIQUE);
    assertThatThrownBy(() -> Volumes.write(file, volume))
        .isExactlyInstanceOf(MedSam2Exception.class);
    assertThat(inTheWay).isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void refuseAMissingFolder() {
    Volume volume = Fixtures.volume(PixelType.UINT8, Fixtures.OBLIQUE);
    assertThatThrownBy(() -> Volumes.write(folder.resolve("none/a.nii"), volume))
        .isExactlyInstanceOf(MedSam2Exception.class);
  }

  @Test
  void keepAGeometryWithExtremeNumbers() {
    double[] origin = {-1e-7, 123456.789, -0.0};
    double[] spacing = {1e-4, 1, 250};
    double[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    Geometry g = Geometry.of(origin, spacing, axes);
    for (String name : new String[] {"e.nrrd", "g.mha", "i.npz"}) {
      Path file = folder.resolve(name);
      Volumes.write(file, Fixtures.volume(PixelType.UINT8, g));
      Fixtures.assertGeometry(Volumes.read(file).geometry(), g, 1e-15);
    }
  }

  /** NaN compares unequal to 0, and is no label all the same. */
  @Test
  void labelsThatAreNoNumbersAreOutside(@TempDir Path folder) {
    ByteBuffer labels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    labels.putFloat(0).putFloat(Float.NaN).putFloat(1).flip();
    Path file = folder.resolve("labels.nii");
    Volumes.write(file, Volume.of(3, 1, 1, PixelType.FLOAT32, labels, Geometry.ofSpacing(1, 1, 1)));
    MaskVolume mask = Volumes.readMask(file);
    assertThat(mask.voxelCount()).isEqualTo(1);
    assertThat(mask.contains(2, 0, 0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "space: right-anterior-superior\n", "space dimension: 3\n"})
  void nrrdSpacingsKeepTheirOrigin(String space, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("v.nrrd");
    String header =
        "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 1 1\nencoding: raw\n"
            + space
            + "spacings: 0.5 0.6 2\nspace origin: (1,2,3)\n\n\1\2";
    Files.writeString(file, header, StandardCharsets.ISO_8859_1);
    Geometry g = Volumes.read(file).geometry();
    double sign = space.contains("right") ? -1 : 1;
    assertThat(g.origin()).containsExactly(sign, 2 * sign, 3);
    assertThat(g.toPatient(1, 0, 0)[0]).isEqualTo(1.5 * sign);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 0.5f, 1.0001f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refuseLabelsThatAreNoWholeNumbers(float label) {
    ByteBuffer labels = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    labels.putFloat(3).putFloat(label).flip();
    Path file = folder.resolve("labels.nrrd");
    Volumes.write(file, Volume.of(2, 1, 1, PixelType.FLOAT32, labels, Geometry.ofSpacing(1, 1, 1)));
    assertThatThrownBy(() -> Volumes.readMask(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("whole numbers");
  }
}

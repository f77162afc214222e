// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nifti;

import static io.github.medsam2.io.Fixtures.OBLIQUE;
import static io.github.medsam2.io.Fixtures.assertGeometry;
import static io.github.medsam2.io.Fixtures.assertVoxels;
import static io.github.medsam2.io.Fixtures.file;
import static io.github.medsam2.io.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiTest {
  private static final double FLOAT = 1e-5;
  @TempDir private Path folder;

  /** OBLIQUE with the third axis turned around. */
  private static Geometry leftHanded() {
    double[] d = OBLIQUE.direction();
    for (int i = 6; i < 9; i++) {
      d[i] = -d[i];
    }
    return Geometry.of(OBLIQUE.origin(), OBLIQUE.spacing(), d);
  }

  @Test
  void readsAnObliqueVolume() {
    Volume v = Nifti.read(file("nifti/int16.nii.gz"));
    assertVoxels(v, PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    assertGeometry(v.geometry(), OBLIQUE, FLOAT);
  }

  @Test
  void readsALeftHandedQform() {
    Volume v = Nifti.read(file("nifti/uint8-qform-lefthanded.nii.gz"));
    assertVoxels(v, PixelType.UINT8, Fixtures::plain);
    assertGeometry(v.geometry(), leftHanded(), FLOAT);
  }

  @Test
  void prefersTheSform() {
    Volume v = Nifti.read(file("nifti/uint8-sform-wins.nii.gz"));
    assertGeometry(v.geometry(), OBLIQUE, FLOAT);
  }

  @Test
  void centersAVolumeWithoutOrientation() {
    Volume v = Nifti.read(file("nifti/int8-no-orientation.nii.gz"));
    assertVoxels(v, 1, PixelType.INT16, (x, y, z) -> plain(x, y, z) - 20);
    // nibabel's affine is diag(-0.8, 1.25, 3.5) with origin (1.6, -1.875, 0) in RAS.
    Geometry expected =
        Geometry.of(
            new double[] {-1.6, 1.875, 0},
            new double[] {0.8, 1.25, 3.5},
            new double[] {1, 0, 0, 0, -1, 0, 0, 0, 1});
    assertGeometry(v.geometry(), expected, FLOAT);
  }

  @Test
  void convertsMicrometres() {
    Volume v = Nifti.read(file("nifti/uint8-micrometres.nii.gz"));
    assertGeometry(v.geometry(), Geometry.ofSpacing(0.8, 0.8, 2), FLOAT);
  }

  @Test
  void readsBothByteOrdersAndVersions() {
    Volume f = Nifti.read(file("nifti/float32-bigendian.nii.gz"));
    assertVoxels(f, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) / 8);
    assertGeometry(f.geometry(), OBLIQUE, FLOAT);
    Volume two = Nifti.read(file("nifti/nifti2-float64.nii.gz"));
    assertVoxels(two, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) / 3);
    assertGeometry(two.geometry(), OBLIQUE, 1e-6);
    Volume big = Nifti.read(file("nifti/nifti2-uint16-bigendian.nii.gz"));
    assertVoxels(big, PixelType.UINT16, (x, y, z) -> plain(x, y, z) + 40000);
    assertGeometry(big.geometry(), OBLIQUE, 1e-6);
  }

  @Test
  void appliesTheScale() {
    Volume v = Nifti.read(file("nifti/int16-scaled.nii"));
    assertVoxels(v, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) * 0.5 - 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i4", "u4", "i8", "u8"})
  void readsWideIntegersAsFloats(String type) {
    double offset = type.startsWith("u") ? 0 : 5000;
    Volume v = Nifti.read(file("nifti/" + type + ".nii.gz"));
    assertVoxels(v, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) * 1000 - offset);
  }

  @Test
  void refusesIntegersThatFloatsCannotHold() {
    assertThatThrownBy(() -> Nifti.read(file("nifti/i4-too-large.nii.gz")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("16777216");
  }

  @Test
  void readsAFlatImageAsOneSlice() {
    Volume v = Nifti.read(file("nifti/flat.nii.gz"));
    assertVoxels(v, 1, PixelType.INT16, (x, y, z) -> plain(x, y, 1));
    assertGeometry(v.geometry(), OBLIQUE, FLOAT);
  }

  @Test
  void readsAPairByEitherName() {
    for (String name : new String[] {"nifti/pair.hdr", "nifti/pair.img"}) {
      Volume v = Nifti.read(file(name));
      assertVoxels(v, PixelType.UINT16, (x, y, z) -> plain(x, y, z) + 1000);
      assertGeometry(v.geometry(), OBLIQUE, FLOAT);
    }
  }

  @Test
  void refusesWhatIsNoVolumeOfScalars() {
    assertThatThrownBy(() -> Nifti.read(file("nifti/time-series.nii.gz")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the fourth of 2");
    assertThatThrownBy(() -> Nifti.read(file("nifti/rgb.nii.gz")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("code 128");
    assertThatThrownBy(() -> Nifti.read(file("nifti/analyze.hdr")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Analyze");
    assertThatThrownBy(() -> Nifti.read(file("numpy/int16.npy")))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void refusesAMissingFileWithoutNamingIt() {
    assertThatThrownBy(() -> Nifti.read(folder.resolve("Doe_Jane.nii")))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageNotContaining("Doe");
  }

  @Test
  void checksTheChecksumOfGzip() throws IOException {
    byte[] bytes = Files.readAllBytes(file("nifti/int16.nii.gz"));
    bytes[bytes.length - 8] ^= 1; // CRC-32 in the trailer
    Path damaged = Files.write(folder.resolve("damaged.nii.gz"), bytes);
    assertThatThrownBy(() -> Nifti.read(damaged))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void writesSformAndQformOfOneGeometry() throws IOException {
    for (Geometry g : new Geometry[] {OBLIQUE, leftHanded()}) {
      Path file = folder.resolve("both.nii");
      Nifti.write(file, Fixtures.volume(PixelType.INT16, g));
      assertGeometry(Nifti.read(file).geometry(), g, FLOAT);
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(header.getShort(252)).as("qform_code").isEqualTo((short) 1);
      assertThat(header.getShort(254)).as("sform_code").isEqualTo((short) 1);
      header.putShort(254, (short) 0);
      Files.write(file, bytes);
      assertGeometry(Nifti.read(file).geometry(), g, FLOAT);
    }
  }

  @Test
  void writesAQformForEveryHalfTurn() throws IOException {
    double[][] turns = {
      {1, 0, 0, 0, 1, 0, 0, 0, 1}, {1, 0, 0, 0, -1, 0, 0, 0, -1}, {-1, 0, 0, 0, 1, 0, 0, 0, -1},
      {-1, 0, 0, 0, -1, 0, 0, 0, 1}, {0, 1, 0, 0, 0, 1, 1, 0, 0}, {0, 0, -1, 1, 0, 0, 0, -1, 0}
    };
    for (double[] turn : turns) {
      Geometry g = Geometry.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}, turn);
      Path file = folder.resolve("turn.nii");
      Nifti.write(file, Fixtures.volume(PixelType.UINT8, g));
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes).putShort(254, (short) 0);
      Files.write(file, bytes);
      assertGeometry(Nifti.read(file).geometry(), g, FLOAT);
    }
  }

  @Test
  void writesNoQformForAShearedGrid() throws IOException {
    double tilt = Math.sin(0.3);
    double[] sheared = {1, 0, 0, 0, 1, 0, 0, tilt, Math.cos(0.3)};
    Geometry g = Geometry.of(new double[3], new double[] {1, 1, 3}, sheared);
    Path file = folder.resolve("sheared.nii");
    Nifti.write(file, Fixtures.volume(PixelType.UINT8, g));
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file));
    assertThat(header.getShort(252)).as("qform_code").isZero();
    assertGeometry(Nifti.read(file).geometry(), g, FLOAT);
  }

  @Test
  void writesNifti2WhereASizeNeedsIt() throws IOException {
    Volume wide =
        Volume.of(
            40000, 1, 1, PixelType.UINT8, ByteBuffer.allocate(40000), Geometry.ofSpacing(1, 1, 1));
    Path file = folder.resolve("wide.nii");
    Nifti.write(file, wide);
    assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getInt())
        .isEqualTo(540);
    assertThat(Nifti.read(file).width()).isEqualTo(40000);
  }
}

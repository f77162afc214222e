// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static io.github.medsam2.io.Fixtures.OBLIQUE;
import static io.github.medsam2.io.Fixtures.assertGeometry;
import static io.github.medsam2.io.Fixtures.assertVoxels;
import static io.github.medsam2.io.Fixtures.file;
import static io.github.medsam2.io.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.numpy.Npy;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyTest {
  private static final double EXACT = 1e-12;
  @TempDir private Path folder;

  @Test
  void readsACase() {
    NpzCase npz = NpzCase.read(file("numpy/case.npz"));
    assertVoxels(
        npz.images(), PixelType.UINT8, (x, y, z) -> Math.floorMod((int) plain(x, y, z) - 150, 251));
    assertVoxels(
        npz.labels().orElseThrow(), PixelType.UINT8, (x, y, z) -> (x + y + z) % 3 == 0 ? 1 : 0);
    assertVoxels(
        npz.recist().orElseThrow(), PixelType.UINT8, (x, y, z) -> x == y && z == 1 ? 1 : 0);
    double[] direction = {0, 1, 0, 0, 0, -1, -1, 0, 0};
    Geometry expected = Geometry.of(OBLIQUE.origin(), OBLIQUE.spacing(), direction);
    assertGeometry(npz.images().geometry(), expected, EXACT);
    assertThat(npz.labels().orElseThrow().geometry()).isEqualTo(npz.images().geometry());
  }

  @Test
  void readsImagesAlone() {
    NpzCase npz = NpzCase.read(file("numpy/images-only.npz"));
    assertVoxels(npz.images(), PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    assertThat(npz.labels()).isEmpty();
    assertThat(npz.images().geometry()).isEqualTo(Geometry.ofSpacing(1, 1, 1));
  }

  @Test
  void readsArraysOfAllKinds() {
    assertVoxels(
        Npy.read(file("numpy/int16.npy")), PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    assertVoxels(
        Npy.read(file("numpy/uint16-big.npy")),
        PixelType.UINT16,
        (x, y, z) -> plain(x, y, z) + 850);
    assertVoxels(
        Npy.read(file("numpy/float64-fortran.npy")),
        PixelType.FLOAT32,
        (x, y, z) -> (plain(x, y, z) - 150) / 3);
    assertVoxels(
        Npy.read(file("numpy/bool.npy")),
        PixelType.UINT8,
        (x, y, z) -> (x + y + z) % 3 == 0 ? 1 : 0);
    assertVoxels(
        Npy.read(file("numpy/int8-flat.npy")), 1, PixelType.INT16, (x, y, z) -> plain(x, y, z));
    for (String name : new String[] {"numpy/version2.npy", "numpy/version3.npy"}) {
      assertVoxels(Npy.read(file(name)), PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) - 150);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"objects.npy", "structured.npy"})
  void refusesPickledAndStructuredArrays(String name) {
    assertThatThrownBy(() -> Npy.read(file("numpy/" + name))).isInstanceOf(FormatException.class);
  }

  @Test
  void refusesLabelsOfAnotherShape() {
    assertThatThrownBy(() -> NpzCase.read(file("numpy/shapes-differ.npz")))
        .isInstanceOf(FormatException.class);
    Volume v = Npy.read(file("numpy/int16.npy"));
    Volume flat = Npy.read(file("numpy/int8-flat.npy"));
    assertThatThrownBy(() -> new NpzCase(v, Optional.of(flat), Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void checksTheChecksumOfAnEntry() throws IOException {
    byte[] bytes = Files.readAllBytes(file("numpy/images-only.npz"));
    bytes[250] ^= 1; // a voxel of the stored entry
    Path damaged = Files.write(folder.resolve("damaged.npz"), bytes);
    assertThatThrownBy(() -> NpzCase.read(damaged))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void writesACaseAndASegmentation() {
    Volume images = Fixtures.volume(PixelType.INT16, OBLIQUE);
    Volume labels = Fixtures.volume(PixelType.UINT8, OBLIQUE);
    Path file = folder.resolve("case.npz");
    new NpzCase(images, Optional.of(labels), Optional.empty()).write(file);
    NpzCase back = NpzCase.read(file);
    assertThat(back.images().voxels()).isEqualTo(images.voxels());
    assertThat(back.labels().orElseThrow().voxels()).isEqualTo(labels.voxels());
    assertThat(back.recist()).isEmpty();
    assertThat(back.images().geometry()).isEqualTo(OBLIQUE);
    Path result = folder.resolve("segs.npz");
    NpzCase.writeSegmentation(result, labels);
    Volume segs = NpzCase.readSegmentation(result, ReadLimits.defaults());
    assertThat(segs.voxels()).isEqualTo(labels.voxels());
    assertThat(segs.geometry()).isEqualTo(OBLIQUE);
    assertThatThrownBy(() -> NpzCase.read(result))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("imgs");
  }

  @Test
  void writesTheSameBytesForTheSameCase() throws IOException {
    Volume images = Fixtures.volume(PixelType.UINT8, OBLIQUE);
    Path a = folder.resolve("a.npz");
    Path b = folder.resolve("b.npz");
    Volumes.write(a, images);
    Volumes.write(b, images);
    assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
  }

  /** Facts of the file: 16 slices, spacing 0.3145 and 5 mm, lesion of 11,697 voxels. */
  @Test
  void readsARealLesion() {
    NpzCase npz = NpzCase.read(SharedData.require("data/ct/CT_Lesion_000001_02_01_008-023.npz"));
    Volume images = npz.images();
    assertThat(images.type()).isEqualTo(PixelType.UINT8);
    assertThat(new int[] {images.width(), images.height(), images.depth()})
        .containsExactly(512, 512, 16);
    double[] spacing = images.geometry().spacing();
    assertThat(spacing[0]).isBetween(0.31445, 0.31455);
    assertThat(spacing[2]).isEqualTo(5);
    Volume labels = npz.labels().orElseThrow();
    int area = 0;
    int count = 0;
    for (int z = 0; z < 16; z++) {
      for (int i = 0; i < 512 * 512; i++) {
        int inside = labels.value(i % 512, i / 512, z) != 0 ? 1 : 0;
        count += inside;
        area += z == 9 ? inside : 0;
      }
    }
    assertThat(count).isEqualTo(11_697);
    assertThat(area).isEqualTo(2532);
    assertThat(labels.value(264, 232, 4)).isZero();
  }

  @Test
  void refusesTwoArraysOfOneName() throws IOException {
    String text =
        new String(Files.readAllBytes(file("numpy/case.npz")), StandardCharsets.ISO_8859_1);
    Path twice = folder.resolve("twice.npz");
    Files.writeString(twice, text.replace("recist.npy", "origin.npy"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> NpzCase.read(twice))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("two of one name");
  }

  private Path npy(String descr, String shape, int bytes) throws IOException {
    String dict = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
    String head = "\u0093NUMPY\1\0" + (char) dict.length() + "\0" + dict + "x".repeat(bytes);
    return Files.writeString(folder.resolve("a.npy"), head, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<U4 | (1, 1, 1) | dtype U4",
        "S4 | (1, 1, 1) | dtype S4",
        "O | (1, 1, 1) | dtype O",
        "<c8 | (1, 1, 1) | dtype c8",
        "<M8 | (1, 1, 1) | dtype M8",
        "<f2 | (1, 1, 1) | dtype f2",
        "[] | (1, 1, 1) | structured",
        "i4 | (1, 1, 1) | byte order",
        "=i4 | (1, 1, 1) | byte order",
        "<i4 | () | 0 axes",
        "<i4 | (1,) | 1 axes",
        "<i4 | (1, 1, 1, 1) | 4 axes",
        "<i4 | (2, 2, 2) | end of the file",
        "<i4 | (0, 2, 2) | at least 1",
      })
  void refusesWhatIsNoVolumeOfNumbers(String descr, String shape, String message)
      throws IOException {
    String dtype = descr.equals("[]") ? "[('a', '<i4')]" : "'" + descr + "'";
    Path file = npy(dtype, shape, 8);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }
}

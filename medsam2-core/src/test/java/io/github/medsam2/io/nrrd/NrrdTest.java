// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import static io.github.medsam2.io.Fixtures.OBLIQUE;
import static io.github.medsam2.io.Fixtures.assertGeometry;
import static io.github.medsam2.io.Fixtures.assertVoxels;
import static io.github.medsam2.io.Fixtures.file;
import static io.github.medsam2.io.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NrrdTest {
  private static final double CLOSE = 1e-6;
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ras-big-raw.nrrd", "las-gzip.nrrd", "four-axes.nrrd", "skipped.nhdr"})
  void readsEverySpaceOrderAndEncoding(String name) {
    Volume v = Nrrd.read(file("nrrd/" + name));
    assertVoxels(v, PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    assertGeometry(v.geometry(), OBLIQUE, CLOSE);
  }

  @Test
  void readsADetachedHeader() {
    Volume v = Nrrd.read(file("nrrd/lps-float-detached.nhdr"));
    assertVoxels(v, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) - 150);
    assertGeometry(v.geometry(), OBLIQUE, CLOSE);
  }

  @Test
  void readsDataAtTheEndInMicrometres() {
    Volume v = Nrrd.read(file("nrrd/tail-micrometres.nhdr"));
    assertVoxels(v, PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    double[] origin = {0.0125, -0.03325, 0.10175};
    double[] spacing = {0.0008, 0.00125, 0.0035};
    assertGeometry(v.geometry(), Geometry.of(origin, spacing, OBLIQUE.direction()), CLOSE);
  }

  @Test
  void readsSpacingsAlone() {
    Volume v = Nrrd.read(file("nrrd/spacings-uchar.nrrd"));
    assertVoxels(v, PixelType.UINT8, (x, y, z) -> (plain(x, y, z) + 50) % 256);
    assertGeometry(v.geometry(), Geometry.ofSpacing(0.8, 1.25, 3.5), CLOSE);
  }

  @Test
  void readsWithoutAnyGeometry() {
    Volume v = Nrrd.read(file("nrrd/no-geometry-int.nrrd"));
    assertVoxels(v, PixelType.FLOAT32, (x, y, z) -> (plain(x, y, z) - 150) * 1000);
    assertGeometry(v.geometry(), Geometry.ofSpacing(1, 1, 1), CLOSE);
  }

  @Test
  void givesEqualGeometriesForEqualPlaces() throws IOException {
    Geometry ras =
        Nrrd.read(
                header(
                    "type: uint8",
                    "dimension: 3",
                    "sizes: 2 2 2",
                    "encoding: raw",
                    "space: RAS",
                    "space directions: (-1,0,0) (0,-1,0) (0,0,1)",
                    "space origin: (0,0,0)"))
            .geometry();
    assertThat(ras).isEqualTo(Geometry.ofSpacing(1, 1, 1));
  }

  @Test
  void refusesTextEncoding() {
    assertThatThrownBy(() -> Nrrd.read(file("nrrd/ascii.nrrd")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("raw or gzip");
  }

  private Path header(String... lines) throws IOException {
    String text = "NRRD0004\n" + String.join("\n", lines) + "\n\n";
    return Files.write(
        folder.resolve("test.nrrd"), (text + "12345678").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsAPlaneInSpaceAndInThePlane() throws IOException {
    Volume v =
        Nrrd.read(
            header(
                "Type: uint8", // names of fields and types in any case
                "dimension: 2",
                "sizes: 4 2",
                "ENCODING: RAW",
                "space: RAS",
                "space directions: (0,2,0) (0,0,3)",
                "space origin: (1,2,3)"));
    double[] direction = {0, -1, 0, 0, 0, 1, -1, 0, 0};
    assertGeometry(
        v.geometry(),
        Geometry.of(new double[] {-1, -2, 3}, new double[] {2, 3, 1}, direction),
        CLOSE);
    Volume flat =
        Nrrd.read(
            header(
                "type: uint8",
                "dimension: 2",
                "sizes: 4 2",
                "encoding: raw",
                "space dimension: 2",
                "space directions: (2,0) (0,3)",
                "space origin: (1,2)"));
    double[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    assertGeometry(
        flat.geometry(), Geometry.of(new double[] {1, 2, 0}, new double[] {2, 3, 1}, axes), CLOSE);
  }

  @Test
  void refusesAxesThatDoNotRunThroughSpace() throws IOException {
    Path vectors =
        header(
            "type: uint8",
            "dimension: 3",
            "sizes: 2 2 2",
            "encoding: raw",
            "kinds: vector space space");
    assertThatThrownBy(() -> Nrrd.read(vectors))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("axis 0");
  }

  @Test
  void refusesFlatOrMissingAxes() throws IOException {
    Path parallel =
        header(
            "type: uint8",
            "dimension: 3",
            "sizes: 2 2 2",
            "encoding: raw",
            "space: LPS",
            "space directions: (1,0,0) (2,0,0) (0,0,1)");
    assertThatThrownBy(() -> Nrrd.read(parallel)).isInstanceOf(FormatException.class);
    Path missing =
        header(
            "type: uint8",
            "dimension: 3",
            "sizes: 2 2 2",
            "encoding: raw",
            "space: LPS",
            "space directions: (1,0,0) (0,1,0)");
    assertThatThrownBy(() -> Nrrd.read(missing)).isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "../data.raw", "sub/../../data.raw", "LIST", "slice%03d.raw 1 9 1"})
  void refusesDataOutsideItsFolder(String name) throws IOException {
    Files.write(folder.resolve("data.raw"), new byte[8]);
    Path within = Files.createDirectory(folder.resolve("within"));
    Path header =
        header(
            "type: uint8", "dimension: 3", "sizes: 2 2 2", "encoding: raw", "data file: " + name);
    Path detached = Files.move(header, within.resolve(header.getFileName()));
    assertThatThrownBy(() -> Nrrd.read(detached))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("data file");
  }

  @Test
  void quotesNoTextOfTheHeader() throws IOException {
    Path named = header("type: Doe^Jane", "dimension: 3", "sizes: 2 2 2", "encoding: raw");
    assertThatThrownBy(() -> Nrrd.read(named)).hasMessageNotContaining("Doe");
    Path sizes = header("type: uint8", "dimension: 3", "sizes: 2 2 Doe", "encoding: raw");
    assertThatThrownBy(() -> Nrrd.read(sizes)).hasMessageNotContaining("Doe");
  }

  @Test
  void writesWhatOthersRead() throws IOException {
    Path file = folder.resolve("written.nrrd");
    Nrrd.write(file, Fixtures.volume(PixelType.INT16, OBLIQUE));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text)
        .startsWith("NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\n")
        .contains("\nsizes: 5 4 3\n")
        .contains("\nendian: little\nencoding: gzip\nspace origin: (12.5,-33.25,101.75)\n\n");
  }
}

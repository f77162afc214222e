// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import static io.github.medsam2.io.Fixtures.assertGeometry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that few files have: each is honoured, says nothing about a scalar, or is refused. */
class NrrdFieldsTest {
  private static final String PLACED =
      "space: LPS\nspace directions: (2,0,0) (0,3,0) (0,0,-4)\nspace origin: (1,2,3)\n";
  @TempDir private Path folder;

  private Path file(String type, String sizes, String fields) throws IOException {
    String text =
        "NRRD0005\n"
            + (type.isEmpty() ? "" : "type: " + type + "\n")
            + ("dimension: " + sizes.split(" ", -1).length + "\nsizes: " + sizes + "\n")
            + (fields.contains("encoding") ? "" : "encoding: raw\n")
            + (fields + "\n\n12345678");
    return Files.writeString(folder.resolve("v.nrrd"), text, StandardCharsets.ISO_8859_1);
  }

  private Path cube(String fields) throws IOException {
    return file("uint8", "2 2 2", fields);
  }

  private static Geometry placed(double unit) {
    return Geometry.of(
        new double[] {unit, 2 * unit, 3 * unit},
        new double[] {2 * unit, 3 * unit, 4 * unit},
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, -1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thicknesses: NaN NaN 5",
        "measurement frame: (0,1,0) (1,0,0) (0,0,1)",
        "sample units: \"HU\"",
        "min: 0\nmax: 255",
        "old min: nan\nold max: NaN",
        "axis mins: NaN NaN NaN",
        "spacings: NaN NaN NaN",
        "spacings: 2 3 4.0001",
        "space units: \"mm\" \"mm\" \"mm\"",
        "units: \"mm\" \"\" \"mm\"",
        "kinds: space domain ???",
        "space dimension: 3",
        "content: any text: with a colon",
        "labels: \"x\" \"y\" \"z\"",
        "my key:=old min: 7",
        "# spacings: 9 9 9"
      })
  void keepsPlaceAndValuesBeside(String field) throws IOException {
    var v = Nrrd.read(cube(PLACED + field));
    assertGeometry(v.geometry(), placed(1), 1e-12);
    assertThat(v.value(0, 0, 0)).isEqualTo('1');
  }

  @ParameterizedTest
  @CsvSource({
    "'\"um\" \"um\" \"um\"', 0.001",
    "'\"cm\" \"cm\" \"cm\"', 10",
    "'\"metres\" \"m\" \"M\"', 1000"
  })
  void readsUnits(String units, double unit) throws IOException {
    assertGeometry(
        Nrrd.read(cube(PLACED + "space units: " + units)).geometry(), placed(unit), 1e-9);
  }

  @Test
  void unitsOfAxesOutsideOfSpaceAreNoLengths() throws IOException {
    Path file =
        file(
            "uint8",
            "2 2 2 1",
            "kinds: space space space time\nspacings: 1 1 1 40\n"
                + "units: \"mm\" \"mm\" \"mm\" \"ms\"");
    assertThat(Nrrd.read(file).geometry()).isEqualTo(Geometry.ofSpacing(1, 1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "old min: -1024 | unquantise",
        "oldmax: 3071 | unquantise",
        "axis mins: 0 0 0 | spacings",
        "axismaxs: 9 9 9 | spacings",
        "spacings: 2 3 5 | axis 2",
        "kinds: space space time | axis 2",
        "kinds: space space vector | axis 2",
        "kinds: space space | 3 words",
        "space units: \"mm\" \"mm\" \"cm\" | several",
        "space units: \"px\" \"px\" \"px\" | convert to mm",
        "units: \"mm\" \"mm\" | 3 units",
        "space dimension: 4 | space dimension",
        "space dimension: 2 | space dimension",
        "space: RAS | two that differ",
        "space origin: (1,2) | two that differ",
        "line skip: -1 | at least 0",
        "byte skip: -2 | at least 0",
        "byte skip: 1;byteskip: 2 | same",
        "encoding: ascii | text",
        "encoding: hex | hexadecimal",
        "encoding: bz2 | bzip2",
        "encoding: zrl | gzip",
        "space direction: (1,0,0) | unknown name",
        "Patient Name: Doe | unknown name",
      })
  void refuses(String field, String message) throws IOException {
    Path file = cube(PLACED + field.replace(';', '\n'));
    assertThatThrownBy(() -> Nrrd.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("Doe");
  }

  @Test
  void refusesBlocksAndOtherSpaces() throws IOException {
    Path block = file("block", "2 2 2", "block size: 1");
    assertThatThrownBy(() -> Nrrd.read(block)).hasMessageContaining("blocks");
    for (String space :
        new String[] {"scanner-xyz", "3D-right-handed", "left-posterior-superior-time"}) {
      Path file = cube("space: " + space + "\nspace directions: (1,0,0) (0,1,0) (0,0,1)");
      assertThatThrownBy(() -> Nrrd.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("space");
    }
    for (String name : new String[] {"LIST", "LIST 2", "a%03d.raw 1 9 1", "a%d.raw 1 9 1"}) {
      Path file = cube("data file: " + name);
      assertThatThrownBy(() -> Nrrd.read(file)).hasMessageContaining("list of files");
    }
  }

  @Test
  void aFileMayBeNamedLikeAList() throws IOException {
    Files.writeString(folder.resolve("LISTING 100%.raw"), "abcdefgh");
    assertThat(Nrrd.read(cube("data file: LISTING 100%.raw")).value(0, 0, 0)).isEqualTo('a');
  }
}

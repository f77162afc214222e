// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.meta;

import static io.github.medsam2.io.Fixtures.OBLIQUE;
import static io.github.medsam2.io.Fixtures.assertGeometry;
import static io.github.medsam2.io.Fixtures.assertVoxels;
import static io.github.medsam2.io.Fixtures.file;
import static io.github.medsam2.io.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaImageTest {
  private static final double CLOSE = 1e-6;
  @TempDir private Path folder;

  @Test
  void readsWhatItkWrote() {
    Volume local = MetaImage.read(file("metaimage/itk-short.mha"));
    assertVoxels(local, PixelType.INT16, (x, y, z) -> plain(x, y, z) - 150);
    assertGeometry(local.geometry(), OBLIQUE, CLOSE);
    Volume beside = MetaImage.read(file("metaimage/itk-float.mhd"));
    assertVoxels(beside, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) - 150);
    assertGeometry(beside.geometry(), OBLIQUE, CLOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"big-endian-long.mha", "compressed-double.mha"})
  void readsByteOrdersAndCompression(String name) {
    Volume v = MetaImage.read(file("metaimage/" + name));
    assertVoxels(v, PixelType.FLOAT32, (x, y, z) -> plain(x, y, z) - 150);
    // As ITK reads it: x runs along +y, y along -z, z along -x.
    double[] direction = {0, 1, 0, 0, 0, -1, -1, 0, 0};
    assertGeometry(
        v.geometry(), Geometry.of(OBLIQUE.origin(), OBLIQUE.spacing(), direction), CLOSE);
  }

  @Test
  void readsAFlatImageAtTheEndOfItsFile() {
    Volume v = MetaImage.read(file("metaimage/flat.mhd"));
    assertVoxels(v, 1, PixelType.INT16, (x, y, z) -> plain(x, y, 1) - 100);
    double[] direction = {0, 1, 0, -1, 0, 0, 0, 0, 1};
    assertGeometry(
        v.geometry(),
        Geometry.of(new double[] {12.5, -33.25, 0}, new double[] {0.8, 1.25, 1}, direction),
        CLOSE);
  }

  private Path header(String extra) throws IOException {
    return Files.writeString(
        folder.resolve("test.mha"),
        "NDims = 3\nDimSize = 2 2 2\nElementType = MET_UCHAR\n"
            + extra
            + "\nElementDataFile = LOCAL\n12345678");
  }

  @Test
  void readsTheLeastHeader() throws IOException {
    Volume v = MetaImage.read(header("Comment = none"));
    assertGeometry(v.geometry(), Geometry.ofSpacing(1, 1, 1), CLOSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ElementNumberOfChannels = 3",
        "BinaryData = False",
        "NDims = 4",
        "ElementType = MET_UCHAR_ARRAY",
        "DimSize = 2 2 3",
        "DimSize = 2 2",
        "DimSize = 2 2 0",
        "DimSize = 2 2 -2",
        "DimSize = 2 2 1e300",
        "HeaderSize = -2",
        "ElementSpacing = 1 1 0",
        "ElementSpacing = 1 1 NaN",
        "TransformMatrix = 1 0 0 1 0 0 0 0 1",
        "TransformMatrix = 1 0 0 0 1 0",
        "ElementToIntensityFunctionSlope = 2",
        "ElementDataFile = ../test.raw",
        "no equals sign"
      })
  void refuses(String line) throws IOException {
    Path file = header(line);
    assertThatThrownBy(() -> MetaImage.read(file)).isInstanceOf(FormatException.class);
  }
}

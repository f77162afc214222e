// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.meta;

import static io.github.medsam2.io.Fixtures.assertGeometry;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields with several names, and fields that few files have. */
class MetaFieldsTest {
  private static final String TURN = "TransformMatrix = 0 1 0 -1 0 0 0 0 1";
  @TempDir private Path folder;

  private Path file(String fields) throws IOException {
    return Files.writeString(
        folder.resolve("v.mha"),
        "NDims = 3\nDimSize = 2 2 2\nElementType = MET_UCHAR\n"
            + fields
            + (fields.contains("ElementDataFile") ? "" : "\nElementDataFile = LOCAL")
            + "\n12345678");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Offset = 1 2 3\nElementSpacing = 2 3 4\n" + TURN,
        "Position = 1 2 3\nElementSize = 2 3 4\nOrientation = 0 1 0 -1 0 0 0 0 1",
        "Origin = 1 2 3\n"
            + "ElementSpacing = 2 3 4\n"
            + "ElementSize = 9 9 9\n"
            + "Rotation = 0 1 0 -1 0 0 0 0 1",
        "Offset = 1 2 3\nOrigin = 1.0 2 3\nelementspacing = 2 3 4\n" + TURN,
        "Offset = 1 2 3\nElementSpacing = 2 3 4\nAnatomicalOrientation = LPS\n" + TURN,
        "Offset = 1 2 3\nElementSpacing = 2 3 4\nCenterOfRotation = 0 0 0\n" + TURN,
        "Offset = 0.1 0.2 0.3\nElementSpacing = 0.2 0.3 0.4\nDistanceUnits = cm\n" + TURN,
      })
  void readsEveryName(String fields) throws IOException {
    assertGeometry(
        MetaImage.read(file(fields)).geometry(),
        Geometry.of(
            new double[] {1, 2, 3},
            new double[] {2, 3, 4},
            new double[] {0, 1, 0, -1, 0, 0, 0, 0, 1}),
        1e-12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AnatomicalOrientation = RAI",
        "AnatomicalOrientation = ???",
        "CenterOfRotation = 5 5 5"
      })
  void readsAnUnturnedGrid(String field) throws IOException {
    assertGeometry(MetaImage.read(file(field)).geometry(), Geometry.ofSpacing(1, 1, 1), 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Offset = 1 2 3;Position = 3 2 1 | another value",
        "Rotation = 1 0 0 0 1 0 0 0 1;TransformMatrix = 0 1 0 -1 0 0 0 0 1 | another value",
        "BinaryDataByteOrderMSB = True;ElementByteOrderMSB = False | another value",
        "AnatomicalOrientation = LPS | TransformMatrix",
        "CenterOfRotation = 1 0 0;TransformMatrix = 0 1 0 -1 0 0 0 0 1 | another centre",
        "CompressedData = Yes | True or False",
        "HeaderSize = 4 | HeaderSize",
        "HeaderSize = -1;CompressedData = True | HeaderSize",
        "ElementNumberOfChannels = 3 | scalars",
        "ElementToIntensityFunctionSlope = 1.5 | scaled",
        "ElementToIntensityFunctionOffset = -1024 | scaled",
        "ObjectType = Mesh | Image",
        "DistanceUnits = in | mm",
        "ElementSpacing = 1 1 1;ElementSpacing = 2 2 2 | two that differ",
        "ElementDataFile = LIST | list of files",
        "ElementDataFile = LIST 2 | list of files",
        "ElementDataFile = s%02d.raw 1 2 1 | list of files",
      })
  void refuses(String fields, String message) throws IOException {
    Path file = file(fields.replace(';', '\n'));
    assertThatThrownBy(() -> MetaImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Frames of 8 x 6 that are tiles of a picture of 20 x 11: three across and two down. */
class TilesTest {

  private static DataSetBuilder tiles(int frames, String organization) {
    return Objects.gray(8, 6, frames, 8, 8)
        .text(Tag.DIMENSION_ORGANIZATION_TYPE, organization)
        .ints(Tag.TOTAL_PIXEL_MATRIX_COLUMNS, 20)
        .ints(Tag.TOTAL_PIXEL_MATRIX_ROWS, 11)
        .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[48 * frames]);
  }

  private static DicomFrames read(DataSetBuilder b) {
    return DicomFrames.of(Objects.read(b), DicomLimits.defaults());
  }

  private static Tiles.Tile at(int left, int top, int plane, int channel) {
    return new Tiles.Tile(left, top, OptionalInt.of(plane), OptionalInt.of(channel));
  }

  @Test
  void followEachOtherAlongRowsThenDownThenByPlaneThenByChannel() {
    DicomFrames frames =
        read(
            tiles(24, "TILED_FULL")
                .ints(Tag.TOTAL_PIXEL_MATRIX_FOCAL_PLANES, 2)
                .ints(Tag.NUMBER_OF_OPTICAL_PATHS, 2));
    Tiles tiles = frames.tiles().orElseThrow();
    assertThat(tiles.width()).isEqualTo(20);
    assertThat(tiles.height()).isEqualTo(11);
    assertThat(tiles.count()).isEqualTo(24);
    assertThat(tiles.tile(0)).isEqualTo(at(0, 0, 0, 0));
    assertThat(tiles.tile(2)).isEqualTo(at(16, 0, 0, 0));
    assertThat(tiles.tile(3)).isEqualTo(at(0, 6, 0, 0));
    assertThat(tiles.tile(6)).isEqualTo(at(0, 0, 1, 0));
    assertThat(tiles.tile(12)).isEqualTo(at(0, 0, 0, 1));
    assertThat(tiles.tile(23)).isEqualTo(at(16, 6, 1, 1));
    assertThat(frames.findings().toString()).contains("no cine");
    assertThatThrownBy(() -> tiles.tile(24)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> tiles.tile(-1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void opticalPathsMayBeDescribedInsteadOfCounted() {
    DataSet path = DataSet.empty();
    DataSetBuilder b = tiles(12, "TILED_FULL").items(Tag.OPTICAL_PATH_SEQUENCE, path, path);
    assertThat(read(b).tiles().orElseThrow().tile(6)).isEqualTo(at(0, 0, 0, 1));
  }

  @Test
  void mayEachSayTheirPlace() {
    List<DataSet> groups = new ArrayList<>();
    for (int[] place : new int[][] {{1, 1}, {14, 6}}) {
      DataSet position =
          DataSet.builder()
              .ints(Tag.COLUMN_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX, place[0])
              .ints(Tag.ROW_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX, place[1])
              .build();
      groups.add(DataSet.builder().items(Tag.PLANE_POSITION_SLIDE_SEQUENCE, position).build());
    }
    DataSetBuilder b =
        tiles(2, "TILED_SPARSE").items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups);
    Tiles tiles = read(b).tiles().orElseThrow();
    assertThat(tiles.tile(1).left()).isEqualTo(13);
    assertThat(tiles.tile(1).top()).isEqualTo(5);
    assertThat(tiles.tile(1).plane()).isEmpty();
    groups.set(1, DataSet.empty());
    DicomFrames one = read(b.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups));
    assertThat(one.tiles()).isEmpty();
    assertThat(one.findings().toString()).contains("without their places");
  }

  @Test
  void ofAnotherNumberOrNoSizeHaveNoPlace() {
    DicomFrames few = read(tiles(5, "TILED_FULL"));
    assertThat(few.tiles()).isEmpty();
    assertThat(few.findings().toString()).contains("not as many frames as tiles");
    DicomFrames sizeless = read(tiles(6, "TILED_FULL").remove(Tag.TOTAL_PIXEL_MATRIX_ROWS));
    assertThat(sizeless.tiles()).isEmpty();
    assertThat(sizeless.findings().toString()).contains("no size of the whole");
    DataSetBuilder huge =
        tiles(6, "TILED_FULL")
            .ints(Tag.TOTAL_PIXEL_MATRIX_ROWS, Integer.MAX_VALUE)
            .ints(Tag.TOTAL_PIXEL_MATRIX_COLUMNS, Integer.MAX_VALUE)
            .ints(Tag.TOTAL_PIXEL_MATRIX_FOCAL_PLANES, Integer.MAX_VALUE);
    assertThat(read(huge).tiles()).isEmpty();
    assertThat(read(tiles(6, "3D")).tiles()).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Objects as other toolkits write them. */
class SegReaderTest {
  private static final int W = SegSamples.WIDTH;
  private static final int H = SegSamples.HEIGHT;
  private static final Mask VESSEL = SegFixtures.disc(W, H, 4 + 2, 4, 3);

  private static DataSet cine(SegForm form) {
    DataSet source = SegFixtures.cine(W, H, 4);
    return SegSamples.filled(SegWriter.of(source, form, SegFixtures.THREE));
  }

  /** The object with the functional groups of every frame changed. */
  private static DataSet changed(DataSet object, UnaryOperator<DataSetBuilder> change) {
    List<DataSet> groups =
        object.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).stream()
            .map(g -> change.apply(g.toBuilder()).build())
            .toList();
    return object.toBuilder().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups).build();
  }

  private static SegReader read(DataSet object) {
    return SegFixtures.read(SegForm.binary(), object);
  }

  @Test
  void unpacksDeflatedFrames() {
    byte[] file = SegSamples.deflatedFrames(cine(SegForm.binary()));
    SegReader reader = DicomFile.read(file).segmentation();
    assertThat(reader.mask(1, 2)).isEqualTo(VESSEL);
    assertThat(reader.mask(3, 2).isEmpty()).isTrue();
  }

  @Test
  void takesTheNumbersOfALabelMapShownThroughAPalette() {
    DataSet object =
        cine(SegForm.labelmap(8)).toBuilder()
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR")
            .build();
    SegReader reader = read(object);
    assertThat(reader.segments()).containsOnlyKeys(1, 2, 3);
    assertThat(reader.mask(1, 2)).isEqualTo(VESSEL);
  }

  @Test
  void findsFramesByTimeWhereTheyReferToNoFrame() {
    DataSet noReference =
        changed(cine(SegForm.binary()), g -> g.remove(Tag.DERIVATION_IMAGE_SEQUENCE));
    assertThat(read(noReference).mask(1, 2)).isEqualTo(VESSEL);
    DataSet noNumber =
        changed(
            cine(SegForm.binary()),
            g -> {
              DataSet derivation = g.build().item(Tag.DERIVATION_IMAGE_SEQUENCE);
              DataSet image = derivation.item(Tag.SOURCE_IMAGE_SEQUENCE);
              return g.items(
                  Tag.DERIVATION_IMAGE_SEQUENCE,
                  derivation.toBuilder()
                      .items(
                          Tag.SOURCE_IMAGE_SEQUENCE,
                          image.toBuilder().remove(Tag.REFERENCED_FRAME_NUMBER).build())
                      .build());
            });
    assertThat(read(noNumber).mask(1, 2)).isEqualTo(VESSEL);
  }

  @Test
  void aFrameOfNoSegmentIsAFinding() {
    DataSet object =
        changed(cine(SegForm.binary()), g -> g.remove(Tag.SEGMENT_IDENTIFICATION_SEQUENCE));
    SegReader reader = read(object);
    assertThat(reader.frames()).isEmpty();
    assertThat(reader.findings()).isNotEmpty();
    assertThatThrownBy(() -> reader.mask(1, 2)).isInstanceOf(InvalidInputException.class);
  }

  /** Two tiles side by side, of each of two segments, and nothing said of any frame. */
  @Test
  void tilesAreOfTheSegmentTheirOrderSays() {
    byte[] pixels = new byte[4 * W * H];
    pixels[2 * W * H + 5] = 1;
    DataSet object = cine(SegForm.binary());
    DataSetBuilder b =
        object.toBuilder()
            .remove(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
            .items(Tag.SEGMENT_SEQUENCE, object.items(Tag.SEGMENT_SEQUENCE).subList(0, 2))
            .text(Tag.DIMENSION_ORGANIZATION_TYPE, "TILED_FULL")
            .ints(Tag.TOTAL_PIXEL_MATRIX_COLUMNS, 2 * W - 3)
            .ints(Tag.TOTAL_PIXEL_MATRIX_ROWS, H)
            .ints(Tag.BITS_ALLOCATED, 8)
            .ints(Tag.BITS_STORED, 8)
            .ints(Tag.HIGH_BIT, 7)
            .ints(Tag.NUMBER_OF_FRAMES, 4)
            .bytes(Tag.PIXEL_DATA, Vr.OB, pixels);
    SegReader reader = read(b.build());
    assertThat(reader.frames()).extracting(SegFrame::segment).containsExactly(1, 1, 2, 2);
    assertThat(reader.tiles().orElseThrow().tile(3).left()).isEqualTo(W);
    assertThat(reader.mask(2, reader.frames().get(2)).area()).isEqualTo(1);
    assertThat(reader.mask(2, reader.frames().get(3)).isEmpty()).isTrue();
    assertThatThrownBy(() -> reader.mask(1, reader.frames().get(2)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reader.mask(1, new SegFrame(9, 1, List.of(), Optional.empty())))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aSegmentMayBeDescribedPoorly() {
    DataSet poor = DataSet.builder().ints(Tag.SEGMENT_NUMBER, 1).build();
    DataSet object =
        cine(SegForm.binary()).toBuilder()
            .items(Tag.SEGMENT_SEQUENCE, poor, DataSet.empty())
            .build();
    SegReader reader = read(object);
    assertThat(reader.segments()).containsOnlyKeys(1);
    assertThat(reader.segments().values()).extracting(Segment::label).containsExactly("Segment 1");
    assertThat(reader.mask(1, 2)).isEqualTo(VESSEL);
    // No category, no type, one segment without a number, frames of a segment that is not there.
    assertThat(reader.findings()).hasSize(4);
    assertThatThrownBy(() -> reader.mask(2, 0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void eightBitsMayBeBinaryToo() {
    byte[] pixels = new byte[W * H];
    pixels[5] = 1;
    DataSet object =
        cine(SegForm.binary()).toBuilder()
            .ints(Tag.BITS_ALLOCATED, 8)
            .ints(Tag.BITS_STORED, 8)
            .ints(Tag.HIGH_BIT, 7)
            .ints(Tag.NUMBER_OF_FRAMES, 1)
            .bytes(Tag.PIXEL_DATA, Vr.OB, pixels)
            .build();
    assertThat(read(object).mask(1, 0).area()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoSegmentation() {
    DicomFile file = DicomFile.read(DicomWriter.explicit().toBytes(SegFixtures.cine(W, H, 2)));
    assertThatThrownBy(file::segmentation).isInstanceOf(DicomException.class);
    SegReader cine = read(cine(SegForm.binary()));
    assertThatThrownBy(() -> cine.volume(1)).isInstanceOf(DicomException.class);
  }

  @Test
  void aFewFramesFarApartDoNotExhaustMemory() {
    for (double distance : new double[] {30_000_000, 1e9, 1e300}) {
      SegReader reader = apart(distance);
      assertThat(reader.frames().get(0).place()).isPresent();
      assertThatThrownBy(() -> reader.volume(1)).isInstanceOf(DicomException.class);
    }
  }

  private static SegReader apart(double distance) {
    DataSet[] groups =
        cine(SegForm.binary())
            .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
            .toArray(new DataSet[0]);
    for (int i = 0; i < groups.length; i++) {
      DataSet position =
          DataSet.builder().doubles(Tag.IMAGE_POSITION_PATIENT, 0, 0, i * distance).build();
      groups[i] = groups[i].toBuilder().items(Tag.PLANE_POSITION_SEQUENCE, position).build();
    }
    DataSet shared =
        DataSet.builder()
            .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
            .doubles(Tag.PIXEL_SPACING, 1, 1)
            .doubles(Tag.SPACING_BETWEEN_SLICES, 1)
            .build();
    DataSetBuilder b = cine(SegForm.binary()).toBuilder();
    shared.forEach(b::element);
    return read(b.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups).build());
  }
}

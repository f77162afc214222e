// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.testing.SharedData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegVolumeTest {
  private static final int W = 7;
  private static final int H = 5;

  private static MaskVolume random(SliceStack stack, long seed) {
    List<Mask> slices = new ArrayList<>();
    for (int z = 0; z < stack.report().slices(); z++) {
      slices.add(z == 1 ? Mask.empty(W, H) : SegFixtures.random(W, H, seed + z));
    }
    return MaskVolume.of(slices, stack.geometry());
  }

  private static SegReader reader(SliceStack stack, SegForm form, MaskVolume... masks) {
    SegWriter writer = SegWriter.of(stack, form, SegFixtures.THREE.subList(0, masks.length));
    for (int i = 0; i < masks.length; i++) {
      writer.volume(i + 1, masks[i]);
    }
    return SegFixtures.read(form, writer.build());
  }

  @Property(tries = 40)
  void comesBackOntoItsSlicesAndOnItsOwnGrid(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int tilt) {
    SliceStack stack = SegFixtures.stack(W, H, tilt * 0.8, 0, 2.5, 5, 7.5, 10);
    MaskVolume first = random(stack, seed);
    MaskVolume second = random(stack, seed + 100);
    SegReader reader = reader(stack, SegForm.binary(), first, second);
    assertThat(reader.volume(1, stack)).isEqualTo(first);
    assertThat(reader.volume(2, stack)).isEqualTo(second);
    MaskVolume own = reader.volume(2);
    assertThat(own.voxels()).isEqualTo(second.voxels());
    Geometry g = stack.geometry();
    assertThat(own.geometry().toPatient(1, 2, 4))
        .containsExactly(g.toPatient(1, 2, 4), within(1e-6));
  }

  @Test
  void fractionsAndLabelsHaveTheirPlaceToo() {
    SliceStack stack = SegFixtures.stack(W, H, 0, 0, 2.5, 5);
    MaskVolume mask = random(stack, 1);
    assertThat(reader(stack, SegForm.fractional(), mask).volume(1, stack)).isEqualTo(mask);
    assertThat(reader(stack, SegForm.labelmap(8), mask).volume(1, stack)).isEqualTo(mask);
  }

  /** Frames 2, 3 and 1 of one object, by their places. */
  @Test
  void refersToFramesOfAnEnhancedObject() {
    DataSet[] groups = new DataSet[3];
    for (int f = 0; f < 3; f++) {
      DataSet position =
          DataSet.builder().doubles(Tag.IMAGE_POSITION_PATIENT, 0, 0, 5 * ((f + 2) % 3)).build();
      groups[f] = DataSet.builder().items(Tag.PLANE_POSITION_SEQUENCE, position).build();
    }
    DataSet enhanced =
        SegFixtures.cine(W, H, 3).toBuilder()
            .text(Tag.FRAME_OF_REFERENCE_UID, "2.25.500")
            .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
            .doubles(Tag.PIXEL_SPACING, 1, 1)
            .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups)
            .build();
    DicomFile file = DicomFile.read(DicomWriter.explicit().toBytes(enhanced));
    SliceStack stack = DicomFile.volumes(List.of(file)).get(0);
    MaskVolume mask = fullOn(stack);
    DataSet d =
        SegWriter.of(stack, SegForm.binary(), List.of(SegFixtures.VESSEL)).volume(1, mask).build();
    assertThat(d.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE))
        .extracting(g -> g.item(Tag.DERIVATION_IMAGE_SEQUENCE).item(Tag.SOURCE_IMAGE_SEQUENCE))
        .extracting(i -> i.integer(Tag.REFERENCED_FRAME_NUMBER).orElse(0))
        .containsExactly(2, 3, 1);
    DataSet series = d.item(Tag.REFERENCED_SERIES_SEQUENCE);
    assertThat(series.items(Tag.REFERENCED_INSTANCE_SEQUENCE)).hasSize(1);
    assertThat(SegFixtures.read(SegForm.binary(), d).volume(1, stack)).isEqualTo(mask);
  }

  @Test
  void saysWhereEverySliceIs() {
    SliceStack stack = SegFixtures.stack(W, H, 0, 0, 2.5, 7.5);
    DataSet d =
        SegWriter.of(stack, SegForm.binary(), List.of(SegFixtures.VESSEL))
            .volume(1, random(stack, 2))
            .build();
    assertThat(d.text(Tag.FRAME_OF_REFERENCE_UID)).contains("2.25.500");
    DataSet shared = d.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    DataSet measures = shared.item(Tag.PIXEL_MEASURES_SEQUENCE);
    assertThat(measures.doubles(Tag.PIXEL_SPACING)).containsExactly(0.5, 0.75);
    assertThat(measures.number(Tag.SLICE_THICKNESS)).hasValue(4);
    // The distances are not equal, so none is said.
    assertThat(measures.has(Tag.SPACING_BETWEEN_SLICES)).isFalse();
    DataSet last = d.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(1);
    assertThat(last.item(Tag.PLANE_POSITION_SEQUENCE).doubles(Tag.IMAGE_POSITION_PATIENT))
        .containsExactly(92.5, -20, 30);
    DataSet image = last.item(Tag.DERIVATION_IMAGE_SEQUENCE).item(Tag.SOURCE_IMAGE_SEQUENCE);
    assertThat(image.text(Tag.REFERENCED_SOP_INSTANCE_UID)).contains("2.25.402");
    assertThat(image.has(Tag.REFERENCED_FRAME_NUMBER)).isFalse();
  }

  @Test
  void aGapIsEmptyOnItsOwnGrid() {
    SliceStack stack = SegFixtures.stack(W, H, 0, 0, 2.5, 7.5);
    MaskVolume own = reader(stack, SegForm.binary(), fullOn(stack)).volume(1);
    assertThat(own.depth()).isEqualTo(4);
    assertThat(own.slice(2).isEmpty()).isTrue();
    assertThat(own.slice(3).area()).isEqualTo(W * H);
    assertThat(own.geometry().spacing()).containsExactly(0.75, 0.5, 2.5);
  }

  private static MaskVolume fullOn(SliceStack stack) {
    byte[] ones = new byte[W * H * stack.report().slices()];
    Arrays.fill(ones, (byte) 1);
    return MaskVolume.of(W, H, stack.report().slices(), ByteBuffer.wrap(ones), stack.geometry());
  }

  /** Distances as they are written are rounded, and the error grows with every slice. */
  @Test
  void aRoundedDistanceIsCorrectedByThePlaces() {
    double[] places = new double[60];
    Arrays.setAll(places, i -> i * 0.6953125);
    SliceStack stack = SegFixtures.stack(W, H, 0, places);
    MaskVolume mask = random(stack, 3);
    DataSet d =
        SegWriter.of(stack, SegForm.binary(), List.of(SegFixtures.VESSEL)).volume(1, mask).build();
    DataSet shared = d.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    DataSet measures =
        shared.item(Tag.PIXEL_MEASURES_SEQUENCE).toBuilder()
            .doubles(Tag.SPACING_BETWEEN_SLICES, 0.7)
            .build();
    DataSet rounded =
        d.toBuilder()
            .items(
                Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                shared.toBuilder().items(Tag.PIXEL_MEASURES_SEQUENCE, measures).build())
            .build();
    MaskVolume own = SegFixtures.read(SegForm.binary(), rounded).volume(1);
    assertThat(own.voxels()).isEqualTo(mask.voxels());
    assertThat(own.geometry().spacing()[2]).isCloseTo(0.6953125, within(1e-9));
  }

  @Test
  void withoutAFrameOfReferenceItIsReadByReferenceAndNotWritten() {
    SliceStack stack = SegFixtures.stack(W, H, 0, 0, 2.5, 5);
    MaskVolume mask = random(stack, 4);
    DataSet d =
        SegWriter.of(stack, SegForm.binary(), List.of(SegFixtures.VESSEL)).volume(1, mask).build();
    DataSet lost = d.toBuilder().remove(Tag.FRAME_OF_REFERENCE_UID).build();
    assertThat(SegFixtures.read(SegForm.binary(), lost).volume(1, stack)).isEqualTo(mask);
    DataSet slice = stack.sources().get(0).toBuilder().remove(Tag.FRAME_OF_REFERENCE_UID).build();
    DicomFile file = DicomFile.read(DicomWriter.explicit().toBytes(slice));
    SliceStack alone = DicomFile.volumes(List.of(file)).get(0);
    assertThatThrownBy(() -> SegWriter.of(alone, SegForm.binary(), List.of(SegFixtures.VESSEL)))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void refusesAnotherGrid() {
    SliceStack stack = SegFixtures.stack(W, H, 0, 0, 2.5, 5);
    MaskVolume mask = fullOn(stack);
    SegWriter writer = SegWriter.of(stack, SegForm.binary(), List.of(SegFixtures.VESSEL));
    MaskVolume elsewhere =
        MaskVolume.of(W, H, 3, mask.voxels(), Geometry.ofSpacing(0.75, 0.5, 2.5));
    assertThatThrownBy(() -> writer.volume(1, elsewhere)).isInstanceOf(InvalidInputException.class);
    MaskVolume thin = MaskVolume.of(List.of(mask.slice(0)), stack.geometry());
    assertThatThrownBy(() -> writer.volume(1, thin)).isInstanceOf(InvalidInputException.class);
    SegReader reader = SegFixtures.read(SegForm.binary(), writer.volume(1, mask).build());
    SliceStack apart = SegFixtures.stack(W, H, 0, 50, 52.5);
    assertThatThrownBy(() -> reader.volume(1, apart)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reader.volume(1, SegFixtures.stack(W + 1, H, 0, 0, 2.5)))
        .isInstanceOf(InvalidInputException.class);
    // A part of the source is enough.
    assertThat(reader.volume(1, SegFixtures.stack(W, H, 0, 0, 2.5)).voxelCount())
        .isEqualTo(2 * W * H);
  }

  @Test
  void readsAnotherToolkitsFile() {
    try (DicomFile file = DicomFile.open(SharedData.require("data/ct/seg_image_ct_binary.dcm"))) {
      SegReader reader = file.segmentation();
      assertThat(reader.type()).isEqualTo(SegmentationType.BINARY);
      assertThat(reader.findings()).isEmpty();
      assertThat(reader.segments()).containsOnlyKeys(1);
      assertThat(reader.frames()).hasSize(3);
      MaskVolume volume = reader.volume(1);
      // As pydicom reads them.
      assertThat(volume.depth()).isEqualTo(3);
      assertThat(List.of(volume.slice(0).area(), volume.slice(1).area(), volume.slice(2).area()))
          .containsExactly(127, 256, 255);
      assertThat(volume.geometry().origin()).containsExactly(-125.0, -128.100006, 103.019997);
      assertThat(volume.geometry().spacing()[2]).isCloseTo(1.25, within(1e-4));
      for (int z = 0; z < 3; z++) {
        SegFrame.Source source = reader.frames().get(z).sources().get(0);
        assertThat(reader.mask(1, source.sopInstance(), source.frame())).isEqualTo(volume.slice(z));
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolumeBuilderTest {

  private static DataSetBuilder slice(double x, double y, double z, int value) {
    return Objects.gray(2, 2, 1, 16, 12)
        .text(Tag.MODALITY, "CT")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.3")
        .doubles(Tag.IMAGE_POSITION_PATIENT, x, y, z)
        .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
        .doubles(Tag.PIXEL_SPACING, 0.5, 0.75)
        .doubles(Tag.RESCALE_SLOPE, 1)
        .doubles(Tag.RESCALE_INTERCEPT, -1024)
        .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(value, value, value, value));
  }

  private static List<SliceStack> stacks(List<DataSetBuilder> slices) {
    List<DicomObject> objects = new ArrayList<>();
    slices.forEach(s -> objects.add(Objects.read(s)));
    Collections.shuffle(objects, new Random(3));
    return VolumeBuilder.from(objects);
  }

  @Test
  void sortsByPositionNotByNumber() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      slices.add(slice(-10, 20, 3 * i, 1000 + i).ints(Tag.INSTANCE_NUMBER, 100 - i));
    }
    SliceStack stack = stacks(slices).get(0);
    Volume v = stack.volume();
    assertThat(v.type()).isEqualTo(PixelType.INT16);
    for (int z = 0; z < 6; z++) {
      assertThat(v.value(1, 1, z)).isEqualTo(1000 + z - 1024);
    }
    assertThat(v.geometry().spacing()).containsExactly(0.75, 0.5, 3);
    assertThat(v.geometry().toPatient(1, 2, 3)).containsExactly(-9.25, 21, 9);
    assertThat(stack.report().isUniform()).isTrue();
    assertThat(stack.report().isSheared()).isFalse();
  }

  @Test
  void reportsAGap() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (double z : new double[] {0, 2, 4, 8, 10}) {
      slices.add(slice(0, 0, z, 1));
    }
    VolumeReport report = stacks(slices).get(0).report();
    assertThat(report.step()).isEqualTo(2);
    assertThat(report.gaps()).containsExactly(2);
  }

  @Test
  void whereNothingCanBeUsedTheReasonIsSaid() {
    assertThat(VolumeBuilder.from(List.of())).isEmpty();
    for (Tag needed :
        List.of(Tag.IMAGE_POSITION_PATIENT, Tag.IMAGE_ORIENTATION_PATIENT, Tag.PIXEL_SPACING)) {
      assertThatThrownBy(() -> stacks(List.of(slice(0, 0, 0, 1).remove(needed))))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("object 1 of 1 has 1 slices without a place");
    }
    DataSetBuilder colour = Objects.color(2, 2, "RGB").bytes(Tag.PIXEL_DATA, Vr.OB, new byte[12]);
    assertThatThrownBy(() -> stacks(List.of(colour)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("colour");
  }

  @Test
  void keepsTheShearOfATiltedGantry() {
    List<DataSetBuilder> slices = new ArrayList<>();
    double shift = Math.tan(Math.toRadians(15));
    for (int i = 0; i < 5; i++) {
      slices.add(slice(0, shift * i * 2, 2 * i, i));
    }
    SliceStack stack = stacks(slices).get(0);
    assertThat(stack.report().tiltDegrees()).isCloseTo(15, within(1e-6));
    assertThat(stack.geometry().toPatient(0, 0, 4)[1]).isCloseTo(shift * 8, within(1e-9));
    assertThat(stack.geometry().toPatient(0, 0, 4)[2]).isCloseTo(8, within(1e-9));
  }

  @Test
  void partsWhatDoesNotBelongTogether() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      slices.add(slice(0, 0, i, i));
      slices.add(slice(0, 0, i, i).doubles(Tag.ECHO_TIME, 80));
    }
    slices.add(slice(0, 0, 9, 9).doubles(Tag.IMAGE_ORIENTATION_PATIENT, 0, 1, 0, 0, 0, -1));
    slices.add(slice(0, 0, 9, 9).remove(Tag.IMAGE_POSITION_PATIENT));
    List<SliceStack> stacks = stacks(slices);
    assertThat(stacks).extracting(s -> s.report().slices()).containsExactly(4, 4, 1);
    assertThat(stacks.get(0).report().findings()).hasSize(1);
  }

  @Test
  void severalTimesOfEveryPlaceAreSeveralVolumes() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < 4; i++) {
        slices.add(slice(0, 0, i, 100 * t + i).ints(Tag.INSTANCE_NUMBER, 10 * t + i));
      }
    }
    List<SliceStack> stacks = stacks(slices);
    assertThat(stacks).hasSize(3);
    assertThat(stacks.get(2).volume().value(0, 0, 3)).isEqualTo(203 - 1024);
    slices.add(slice(0, 0, 2, 7).ints(Tag.INSTANCE_NUMBER, 99));
    List<SliceStack> odd = stacks(slices);
    assertThat(odd).hasSize(1);
    assertThat(odd.get(0).report().duplicates()).isEqualTo(9);
  }

  @Test
  void everySliceHasItsOwnSlope() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slices.add(
          slice(0, 0, i, 10).doubles(Tag.RESCALE_SLOPE, 0.5 + i).doubles(Tag.RESCALE_INTERCEPT, 0));
    }
    Volume v = stacks(slices).get(0).volume();
    assertThat(v.type()).isEqualTo(PixelType.FLOAT32);
    assertThat(v.value(0, 0, 0)).isEqualTo(5);
    assertThat(v.value(0, 0, 2)).isEqualTo(25);
  }

  @Test
  void readsAnEnhancedObject() {
    int[] order = {2, 0, 1};
    DataSet[] groups = new DataSet[3];
    int[] pixels = new int[12];
    for (int f = 0; f < 3; f++) {
      DataSet position =
          DataSet.builder().doubles(Tag.IMAGE_POSITION_PATIENT, 0, 0, 5 * order[f]).build();
      groups[f] = DataSet.builder().items(Tag.PLANE_POSITION_SEQUENCE, position).build();
      java.util.Arrays.fill(pixels, 4 * f, 4 * f + 4, order[f]);
    }
    DataSet shared =
        DataSet.builder()
            .items(
                Tag.PLANE_ORIENTATION_SEQUENCE,
                DataSet.builder().doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0).build())
            .items(
                Tag.PIXEL_MEASURES_SEQUENCE,
                DataSet.builder().doubles(Tag.PIXEL_SPACING, 1, 1).build())
            .items(
                Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                DataSet.builder()
                    .doubles(Tag.RESCALE_SLOPE, 2)
                    .doubles(Tag.RESCALE_INTERCEPT, 0)
                    .build())
            .build();
    DataSetBuilder b =
        Objects.gray(2, 2, 3, 16, 12)
            .text(Tag.MODALITY, "MR")
            .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
            .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups)
            .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(pixels));
    SliceStack stack = VolumeBuilder.from(List.of(Objects.read(b))).get(0);
    assertThat(stack.sourceFrames()).containsExactly(1, 2, 0);
    assertThat(stack.volume().value(0, 0, 2)).isEqualTo(4);
    assertThat(stack.geometry().spacing()[2]).isEqualTo(5);
  }

  /** -2000 is a usual value around the round field of a scanner; a window would take it for air. */
  @Test
  void paddingTakesTheLeastMeasuredValue() {
    List<DataSetBuilder> slices = new ArrayList<>();
    for (int z = 0; z < 3; z++) {
      slices.add(
          slice(0, 0, z, 0)
              .ints(Tag.BITS_STORED, 16)
              .ints(Tag.HIGH_BIT, 15)
              .ints(Tag.PIXEL_REPRESENTATION, 1)
              .ints(Tag.PIXEL_PADDING_VALUE, 0xffff & -2000)
              .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(-2000, 24 + z, 2000, -2000))
              .doubles(Tag.RESCALE_INTERCEPT, -1024));
    }
    Volume v = stacks(slices).get(0).volume();
    assertThat(v.value(0, 0, 2)).isEqualTo(-1000);
    assertThat(v.value(1, 1, 0)).isEqualTo(-1000);
    assertThat(v.value(1, 0, 2)).isEqualTo(-998);
    assertThat(v.value(0, 1, 1)).isEqualTo(976);
  }

  @Test
  void limitsOfTheReaderHoldForItsPixels() {
    DicomLimits limits =
        new DicomLimits(64, 1000, 1 << 20, 1 << 20, 3, 10, java.time.Duration.ofSeconds(1));
    byte[] file = DicomWriter.explicit().toBytes(slice(0, 0, 0, 5).build());
    DicomObject object = new DicomParser(limits, Strictness.LENIENT).read(file);
    assertThatThrownBy(() -> VolumeBuilder.from(List.of(object)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("at most 3 samples a frame");
  }

  /** Places of two decimals and a step of three: the error of a rounded step adds up. */
  @Test
  void theStepIsFromTheFirstToTheLastSlice() {
    for (double step : new double[] {0.625, 0.3, 0.488281, 1.25, 2.005, 5}) {
      List<DataSetBuilder> slices = new ArrayList<>();
      for (int i = 0; i < 81; i++) {
        slices.add(slice(0, 0, Math.rint(i * step * 100) / 100, i));
      }
      SliceStack stack = stacks(slices).get(0);
      assertThat(stack.report().step()).isCloseTo(step, within(0.005 / 80 + 1e-9));
      assertThat(stack.geometry().spacing()[2]).isEqualTo(stack.report().step());
      assertThat(stack.report().isUniform()).isTrue();
      assertThat(stack.report().missing()).isZero();
      assertThat(stack.report().deviation()).isLessThan(0.02);
      assertThat(stack.report().findings()).isEmpty();
    }
  }

  @Test
  void missingAndIrregularSlicesAreTold() {
    List<DataSetBuilder> missing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (i != 7 && i != 8 && i != 15) {
        missing.add(slice(0, 0, Math.rint(i * 62.5) / 100, i));
      }
    }
    VolumeReport report = stacks(missing).get(0).report();
    assertThat(report.step()).isCloseTo(0.625, within(0.001));
    assertThat(report.missing()).isEqualTo(3);
    assertThat(report.gaps()).containsExactly(6, 12);
    assertThat(report.deviation()).isCloseTo(3 * 0.625, within(0.02));
    assertThat(report.findings()).anyMatch(f -> f.what().contains("3 slices are missing"));

    List<DataSetBuilder> drifting = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      drifting.add(slice(0, 0, i + 0.004 * i * i / 2, i));
    }
    VolumeReport slow = stacks(drifting).get(0).report();
    assertThat(slow.isUniform()).isFalse();
    assertThat(slow.findings()).anyMatch(f -> f.what().contains("unequal distances"));
  }

  @Test
  void aMemberThatCannotBeUsedIsNamedAndLeftOut() {
    List<DicomObject> objects = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      objects.add(Objects.read(slice(0, 0, i, i)));
    }
    objects.add(2, Objects.read(slice(0, 0, 9, 9).remove(Tag.PIXEL_DATA)));
    objects.add(Objects.read(slice(0, 0, 9, 9).ints(Tag.ROWS, 0)));
    objects.add(Objects.read(slice(0, 0, 9, 9).remove(Tag.IMAGE_POSITION_PATIENT)));
    SliceStack stack = VolumeBuilder.from(objects).get(0);
    assertThat(stack.volume().depth()).isEqualTo(6);
    assertThat(stack.report().findings().toString())
        .contains("object 3 of 9", "object 8 of 9", "object 9 of 9");
    assertThatThrownBy(() -> VolumeBuilder.from(objects.subList(2, 3)))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void aSliceThatDoesNotDecodeIsNamedAndCanBeLeftOut() {
    List<DicomObject> objects = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] frame = new byte[i == 3 ? 20 : 74];
      frame[0] = 2;
      frame[4] = 64;
      frame[8] = 69;
      for (int plane = 0; plane < 2 && i != 3; plane++) {
        frame[64 + 5 * plane] = 3;
      }
      DataSetBuilder b =
          slice(0, 0, i, 0)
              .remove(Tag.PIXEL_DATA)
              .element(io.github.medsam2.dicom.data.Fragments.ofFrames(List.of(frame)));
      objects.add(Objects.read(b, io.github.medsam2.dicom.data.TransferSyntax.RLE));
    }
    SliceStack stack = VolumeBuilder.from(objects).get(0);
    assertThatThrownBy(stack::volume)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("without(3)");
    SliceStack rest = stack.without(3);
    assertThat(rest.volume().depth()).isEqualTo(4);
    assertThat(rest.report().missing()).isEqualTo(1);
  }

  @Test
  void placesThatCannotBeAreNone() {
    for (double spacing : new double[] {0, -1, 1e-5, 400}) {
      List<DataSetBuilder> slices = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        DataSetBuilder s = slice(0, 0, i, i);
        slices.add(i == 1 ? s.doubles(Tag.PIXEL_SPACING, spacing, spacing) : s);
      }
      SliceStack stack = stacks(slices).get(0);
      assertThat(stack.report().slices()).isEqualTo(2);
      assertThat(stack.report().findings().toString()).contains("PIXEL_SPACING");
    }
  }

  @Test
  void aSlopeOfNothingLeavesStoredValues() {
    SliceStack stack = stacks(List.of(slice(0, 0, 0, 77).doubles(Tag.RESCALE_SLOPE, 0))).get(0);
    assertThat(stack.volume().value(0, 0, 0)).isEqualTo(77);
    assertThat(stack.report().findings().toString()).contains("RESCALE_SLOPE");
  }
}

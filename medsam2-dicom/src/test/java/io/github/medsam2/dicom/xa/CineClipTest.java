// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.testing.SharedData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CineClipTest {
  private static final int FRAMES = 4;

  private static DataSetBuilder cine() {
    byte[] pixels = new byte[8 * 6 * FRAMES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 48 * 10);
    }
    return Objects.gray(8, 6, FRAMES, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, pixels);
  }

  private static CineClip read(DataSetBuilder b) {
    return CineClip.of(Objects.read(b), DicomLimits.defaults());
  }

  @Test
  void everythingMayBeAbsent() {
    CineClip clip = read(cine());
    assertThat(clip.frames().count()).isEqualTo(FRAMES);
    assertThat(clip.frameTimes()).isEmpty();
    assertThat(clip.timeSource()).isEqualTo(CineClip.TimeSource.NONE);
    assertThat(clip.geometry().views()).isEmpty();
    assertThat(clip.spacing()).isEmpty();
    assertThat(clip.shutter()).isEmpty();
    assertThat(clip.rWaves()).isEmpty();
    assertThat(clip.plane()).isEmpty();
    assertThat(clip.findings()).isEmpty();
    assertThatThrownBy(clip::subtractedFrames).isInstanceOf(DicomException.class);
  }

  @Test
  void spacingIsWorthWhatItsSourceIs() {
    DataSetBuilder b = cine().doubles(Tag.IMAGER_PIXEL_SPACING, 0.4, 0.2);
    assertThat(read(b).spacing()).contains(new PixelSpacing(0.4, 0.2, SpacingSource.DETECTOR));
    b.doubles(Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, 2);
    assertThat(read(b).spacing())
        .contains(new PixelSpacing(0.2, 0.1, SpacingSource.ESTIMATED_AT_ISOCENTRE));
    b.doubles(Tag.PIXEL_SPACING, 0.4, 0.2);
    assertThat(read(b).spacing()).contains(new PixelSpacing(0.4, 0.2, SpacingSource.DETECTOR));
    b.doubles(Tag.PIXEL_SPACING, 0.3, 0.15);
    assertThat(read(b).spacing())
        .contains(new PixelSpacing(0.3, 0.15, SpacingSource.PATIENT_UNSPECIFIED));
    b.text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "FIDUCIAL");
    assertThat(read(b).spacing()).contains(new PixelSpacing(0.3, 0.15, SpacingSource.PATIENT));
    b.text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "GEOMETRY");
    assertThat(read(b).spacing()).contains(new PixelSpacing(0.3, 0.15, SpacingSource.PATIENT));
    assertThat(SpacingSource.DETECTOR.inPatient()).isFalse();
  }

  @Test
  void zeroSpacingIsNone() {
    CineClip clip = read(cine().doubles(Tag.IMAGER_PIXEL_SPACING, 0, 0));
    assertThat(clip.spacing()).isEmpty();
    assertThat(clip.findings()).hasSize(1);
    CineClip malformed =
        read(
            cine()
                .bytes(
                    Tag.PIXEL_SPACING,
                    Vr.DS,
                    "0,3\\x ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assertThat(malformed.spacing()).isEmpty();
    assertThat(malformed.findings()).hasSize(1);
  }

  @Test
  void ultrasoundRegionsSayCentimetres() {
    DataSet region =
        DataSet.builder()
            .ints(Tag.REGION_SPATIAL_FORMAT, 1)
            .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
            .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
            .doubles(Tag.PHYSICAL_DELTA_X, 0.05)
            .doubles(Tag.PHYSICAL_DELTA_Y, 0.04)
            .build();
    DataSetBuilder b = cine().items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region);
    assertThat(read(b).spacing())
        .contains(new PixelSpacing(0.4, 0.5, SpacingSource.ULTRASOUND_REGION));
    DataSet other = region.toBuilder().doubles(Tag.PHYSICAL_DELTA_X, 0.1).build();
    assertThat(read(b.items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region, other)).spacing())
        .isEmpty();
  }

  /** A duplex image: tissue beside a spectrum, whose axes are seconds and velocities. */
  @Test
  void ultrasoundRegionsHaveTheirPlaces() {
    DataSet tissue =
        DataSet.builder()
            .ints(Tag.REGION_SPATIAL_FORMAT, 1)
            .ints(Tag.REGION_LOCATION_MIN_X0, 1)
            .ints(Tag.REGION_LOCATION_MIN_Y0, 0)
            .ints(Tag.REGION_LOCATION_MAX_X1, 4)
            .ints(Tag.REGION_LOCATION_MAX_Y1, 3)
            .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
            .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
            .doubles(Tag.PHYSICAL_DELTA_X, 0.02)
            .doubles(Tag.PHYSICAL_DELTA_Y, -0.02)
            .build();
    DataSet spectrum =
        tissue.toBuilder()
            .ints(Tag.REGION_SPATIAL_FORMAT, 3)
            .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 4)
            .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 7)
            .build();
    CineClip clip =
        read(
            cine()
                .text(Tag.MODALITY, "US")
                .ints(Tag.CINE_RATE, 50)
                .items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, tissue, spectrum));
    assertThat(clip.regions()).hasSize(2);
    assertThat(clip.regions().get(0).contains(4.9, 3.9)).isTrue();
    assertThat(clip.regions().get(0).contains(5, 3)).isFalse();
    assertThat(clip.regions().get(1).spacing()).isEmpty();
    assertThat(clip.spacing())
        .contains(new PixelSpacing(0.2, 0.2, SpacingSource.ULTRASOUND_REGION));
    assertThat(clip.frameTimes()).containsExactly(0, 20, 40, 60);
    assertThat(clip.timeSource()).isEqualTo(CineClip.TimeSource.DISPLAY_RATE);
  }

  @Test
  void incrementsAreStepsOrOffsets() {
    DataSetBuilder b =
        cine()
            .text(Tag.POSITIONER_MOTION, "DYNAMIC")
            .doubles(Tag.POSITIONER_PRIMARY_ANGLE, -30)
            .doubles(Tag.POSITIONER_SECONDARY_ANGLE, 20)
            .doubles(Tag.POSITIONER_PRIMARY_ANGLE_INCREMENT, 1.5)
            .doubles(Tag.POSITIONER_SECONDARY_ANGLE_INCREMENT, 0, -1, -2, -5);
    assertThat(read(b).geometry().views())
        .containsExactly(
            ViewAngle.of(-30, 20),
            ViewAngle.of(-28.5, 19),
            ViewAngle.of(-27, 18),
            ViewAngle.of(-25.5, 15));
    b.text(Tag.POSITIONER_MOTION, "STATIC");
    assertThat(read(b).geometry().view(3)).contains(ViewAngle.of(-30, 20));
    b.text(Tag.POSITIONER_MOTION, "DYNAMIC");
    CineClip odd = read(b.doubles(Tag.POSITIONER_PRIMARY_ANGLE_INCREMENT, 1, 2));
    assertThat(odd.geometry().view(3)).contains(ViewAngle.of(-30, 15));
    assertThat(odd.findings()).hasSize(1);
  }

  @Test
  void vectorOfTimesHoldsIncrements() {
    DataSetBuilder b = cine().doubles(Tag.FRAME_TIME_VECTOR, 0, 10, 20, 30);
    b.doubles(Tag.FRAME_DELAY, 5);
    assertThat(read(b).frameTimes()).containsExactly(5, 15, 35, 65);
    b.doubles(Tag.FRAME_TIME, 40);
    assertThat(read(b).frameTimes()).containsExactly(5, 45, 85, 125);
    b.ints(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME_VECTOR.number());
    assertThat(read(b).timeSource()).isEqualTo(CineClip.TimeSource.FRAME_TIME_VECTOR);
    CineClip rate = read(cine().ints(Tag.CINE_RATE, 15));
    assertThat(rate.timeSource()).isEqualTo(CineClip.TimeSource.DISPLAY_RATE);
    assertThat(rate.frameTimes()[3]).isCloseTo(200, within(1e-9));
  }

  @Test
  void enhancedObjectsSayItFrameByFrame() {
    DataSetBuilder b = cine();
    DataSet[] groups = new DataSet[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      DataSet position =
          DataSet.builder()
              .doubles(Tag.POSITIONER_PRIMARY_ANGLE, i)
              .doubles(Tag.POSITIONER_SECONDARY_ANGLE, -i)
              .build();
      DataSet content =
          DataSet.builder()
              .text(Tag.FRAME_REFERENCE_DATE_TIME, "20240229235959." + (900 + 20 * i) + "+0100")
              .build();
      groups[i] =
          DataSet.builder()
              .items(Tag.POSITIONER_POSITION_SEQUENCE, position)
              .items(Tag.FRAME_CONTENT_SEQUENCE, content)
              .build();
    }
    DataSet calibration =
        DataSet.builder().doubles(Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM, 0.25, 0.25).build();
    b.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups);
    b.items(
        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
        DataSet.builder().items(Tag.PROJECTION_PIXEL_CALIBRATION_SEQUENCE, calibration).build());
    CineClip clip = read(b);
    assertThat(clip.geometry().view(2)).contains(ViewAngle.of(2, -2));
    assertThat(clip.frameTimes()).containsExactly(0, 20, 40, 60);
    assertThat(clip.spacing()).contains(new PixelSpacing(0.25, 0.25, SpacingSource.PATIENT));
  }

  @Test
  void enhancedObjectsKeepDetectorSpacingAndShutterInGroups() {
    DataSet properties = DataSet.builder().doubles(Tag.IMAGER_PIXEL_SPACING, 0.4, 0.4).build();
    DataSet geometry =
        DataSet.builder()
            .doubles(Tag.DISTANCE_SOURCE_TO_DETECTOR, 1000)
            .doubles(Tag.DISTANCE_SOURCE_TO_ISOCENTER, 800)
            .build();
    DataSet shutter =
        DataSet.builder()
            .text(Tag.SHUTTER_SHAPE, "CIRCULAR")
            .ints(Tag.CENTER_OF_CIRCULAR_SHUTTER, 3, 4)
            .ints(Tag.RADIUS_OF_CIRCULAR_SHUTTER, 2)
            .build();
    DataSet shared =
        DataSet.builder()
            .items(Tag.FRAME_PIXEL_DATA_PROPERTIES_SEQUENCE, properties)
            .items(Tag.XRAY_GEOMETRY_SEQUENCE, geometry)
            .items(Tag.FRAME_DISPLAY_SHUTTER_SEQUENCE, shutter)
            .build();
    CineClip clip = read(cine().items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared));
    assertThat(clip.geometry().magnification()).hasValue(1.25);
    PixelSpacing spacing = clip.spacing().orElseThrow();
    assertThat(spacing.source()).isEqualTo(SpacingSource.ESTIMATED_AT_ISOCENTRE);
    assertThat(spacing.row()).isCloseTo(0.32, within(1e-12));
    Mask open = clip.shutter().orElseThrow().open(8, 6);
    // Row 3, column 4 is the pixel (3, 2) counted from 0.
    assertThat(open.contains(3, 2)).isTrue();
    assertThat(open.area()).isEqualTo(9);
  }

  @Test
  void magnificationIsComparedWithTheDistances() {
    DataSetBuilder b =
        cine()
            .doubles(Tag.DISTANCE_SOURCE_TO_DETECTOR, 1000)
            .doubles(Tag.DISTANCE_SOURCE_TO_PATIENT, 750);
    assertThat(read(b).geometry().magnification().getAsDouble()).isCloseTo(4.0 / 3, within(1e-12));
    CineClip clip = read(b.doubles(Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, 1.5));
    assertThat(clip.geometry().magnification()).hasValue(1.5);
    assertThat(clip.findings()).hasSize(1);
    CineClip near = read(b.doubles(Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, 1.333));
    assertThat(near.findings()).isEmpty();
  }

  /** More than 64 KB of text do not fit a DS element in explicit VR; they come as UN. */
  @Test
  void aLongVectorOfTimesIsStillOne() {
    int frames = 12_000;
    double[] steps = new double[frames];
    java.util.Arrays.fill(steps, 1, frames, 33.333);
    CineClip clip =
        read(
            Objects.gray(1, 1, frames, 8, 8)
                .doubles(Tag.FRAME_TIME_VECTOR, steps)
                .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[frames]));
    assertThat(clip.timeSource()).isEqualTo(CineClip.TimeSource.FRAME_TIME_VECTOR);
    assertThat(clip.frameTimes()[frames - 1]).isCloseTo(33.333 * (frames - 1), within(1e-3));
  }

  @Test
  void subtractsAnAveragedOrEarlierMask() {
    DataSet average =
        DataSet.builder()
            .text(Tag.MASK_OPERATION, "AVG_SUB")
            .ints(Tag.MASK_FRAME_NUMBERS, 1, 2)
            .ints(Tag.APPLICABLE_FRAME_RANGE, 3, 4)
            .build();
    CineClip clip = read(cine().items(Tag.MASK_SUBTRACTION_SEQUENCE, average));
    assertThat(clip.subtractedFrames().frame(3).value(4, 4, 0)).isEqualTo(25);
    assertThat(clip.subtractedFrames().frame(1).value(4, 4, 0)).isZero();
    DataSet twoRanges = average.toBuilder().ints(Tag.APPLICABLE_FRAME_RANGE, 2, 2, 4, 4).build();
    CineClip parted = read(cine().items(Tag.MASK_SUBTRACTION_SEQUENCE, twoRanges));
    assertThat(parted.subtractedFrames().frame(1).value(4, 4, 0)).isEqualTo(5);
    assertThat(parted.subtractedFrames().frame(2).value(4, 4, 0)).isZero();
    DataSet tid = DataSet.builder().text(Tag.MASK_OPERATION, "TID").build();
    Image before =
        read(cine().items(Tag.MASK_SUBTRACTION_SEQUENCE, tid)).subtractedFrames().frame(2);
    assertThat(before.value(0, 0, 0)).isEqualTo(10);
  }

  @Test
  void reversedMasksGoBackwards() {
    DataSet item =
        DataSet.builder()
            .text(Tag.MASK_OPERATION, "REV_TID")
            .ints(Tag.TID_OFFSET, 1)
            .ints(Tag.APPLICABLE_FRAME_RANGE, 3, 4)
            .build();
    CineClip clip = read(cine().items(Tag.MASK_SUBTRACTION_SEQUENCE, item));
    // Frame 3 less frame 2, then frame 4 less frame 1.
    assertThat(clip.subtractedFrames().frame(2).value(0, 0, 0)).isEqualTo(10);
    assertThat(clip.subtractedFrames().frame(3).value(0, 0, 0)).isEqualTo(30);
    assertThat(clip.subtractions().get(0).reversed()).isTrue();
  }

  /** Attenuations add up, so beam intensities are subtracted as logarithms. */
  @Test
  void linearValuesAreSubtractedAsLogarithms() {
    DataSet tid = DataSet.builder().text(Tag.MASK_OPERATION, "TID").build();
    DataSetBuilder b =
        cine()
            .items(Tag.MASK_SUBTRACTION_SEQUENCE, tid)
            .text(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LIN");
    float difference = read(b).subtractedFrames().frame(3).value(2, 2, 0);
    assertThat(difference).isCloseTo((float) Math.log(30.0 / 20), within(1e-6f));
    DataSet unknown = DataSet.builder().text(Tag.MASK_OPERATION, "XYZ").build();
    CineClip clip = read(cine().items(Tag.MASK_SUBTRACTION_SEQUENCE, unknown));
    assertThat(clip.subtractions()).isEmpty();
    assertThat(clip.findings()).hasSize(1);
  }

  @Test
  void shiftsTheMaskDownAndToTheLeft() {
    byte[] pixels = new byte[96];
    pixels[2 * 8 + 3] = 100;
    DataSet item =
        DataSet.builder()
            .text(Tag.MASK_OPERATION, "AVG_SUB")
            .ints(Tag.MASK_FRAME_NUMBERS, 1)
            .doubles(Tag.MASK_SUB_PIXEL_SHIFT, 1, 2)
            .build();
    CineClip clip =
        read(
            Objects.gray(8, 6, 2, 8, 8)
                .bytes(Tag.PIXEL_DATA, Vr.OB, pixels)
                .items(Tag.MASK_SUBTRACTION_SEQUENCE, item));
    assertThat(clip.subtractedFrames().frame(1).value(1, 3, 0)).isEqualTo(-100);
  }

  @Test
  void shuttersCoverTheirEdges() {
    DataSetBuilder b =
        cine()
            .text(Tag.SHUTTER_SHAPE, "RECTANGULAR")
            .ints(Tag.SHUTTER_LEFT_VERTICAL_EDGE, 2)
            .ints(Tag.SHUTTER_RIGHT_VERTICAL_EDGE, 7)
            .ints(Tag.SHUTTER_UPPER_HORIZONTAL_EDGE, 1)
            .ints(Tag.SHUTTER_LOWER_HORIZONTAL_EDGE, 5);
    Mask open = read(b).shutter().orElseThrow().open(8, 6);
    assertThat(open.area()).isEqualTo(4 * 3);
    assertThat(open.contains(2, 1)).isTrue();
    assertThat(open.contains(1, 1)).isFalse();
    DataSetBuilder polygon =
        cine()
            .text(Tag.SHUTTER_SHAPE, "POLYGONAL", "CIRCULAR")
            .ints(Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER, 1, 1, 1, 5, 5, 5, 5, 1)
            .ints(Tag.CENTER_OF_CIRCULAR_SHUTTER, 3, 3)
            .ints(Tag.RADIUS_OF_CIRCULAR_SHUTTER, 2);
    Mask both = read(polygon).shutter().orElseThrow().open(8, 6);
    assertThat(both.contains(2, 2)).isTrue();
    assertThat(both.contains(2, 0)).isFalse();
    assertThat(both.area()).isEqualTo(9);
  }

  @Test
  void countsFramesFromZero() {
    CineClip clip =
        read(
            cine()
                .ints(Tag.R_WAVE_POINTER, 1, 4, 99)
                .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "BIPLANE B"));
    assertThat(clip.rWaves()).containsExactly(0, 3);
    assertThat(clip.plane()).contains("B");
  }

  @Test
  void readsThePhantomWithSpacing() {
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    try (var object = parser.read(SharedData.require("data/dicom-xa/phantom_IM5.dcm"))) {
      CineClip clip = CineClip.of(object, DicomLimits.defaults());
      assertThat(clip.geometry().view(0)).contains(ViewAngle.of(-26.5, -32.7));
      PixelSpacing spacing = clip.spacing().orElseThrow();
      assertThat(spacing.source()).isEqualTo(SpacingSource.ESTIMATED_AT_ISOCENTRE);
      assertThat(spacing.row()).isCloseTo(0.390625 / 1.29306, within(1e-12));
      check(clip);
    }
  }

  @Test
  void readsThePhantomWithoutSpacing() {
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    try (var object = parser.read(SharedData.require("data/dicom-xa/phantom_IM1.dcm"))) {
      CineClip clip = CineClip.of(object, DicomLimits.defaults());
      assertThat(clip.geometry().view(0)).contains(ViewAngle.of(31.3, 0.1));
      assertThat(clip.spacing()).isEmpty();
      check(clip);
    }
  }

  private static void check(CineClip clip) {
    assertThat(clip.timeSource()).isEqualTo(CineClip.TimeSource.FRAME_TIME);
    assertThat(clip.frameTimes()[1]).isEqualTo(66.6667);
    assertThat(clip.shutter().orElseThrow().shapes()).isEqualTo(List.of("RECTANGULAR"));
    assertThat(clip.findings()).isEmpty();
    int count = clip.frames().count();
    assertThat(clip.frameTimes()).hasSize(count);
    // Moving contrast, not one picture over and over, and nothing left at one value.
    Image first = clip.frames().frame(0);
    Image last = clip.frames().frame(count - 1);
    assertThat(first.width()).isEqualTo(512);
    assertThat(first.pixels()).isNotEqualTo(last.pixels());
  }

  private static DataSetBuilder xray(double spacing, double detector, double patient, double said) {
    DataSetBuilder b = cine().doubles(Tag.IMAGER_PIXEL_SPACING, spacing, spacing);
    Map<Tag, Double> distances =
        Map.of(
            Tag.DISTANCE_SOURCE_TO_DETECTOR,
            detector,
            Tag.DISTANCE_SOURCE_TO_PATIENT,
            patient,
            Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
            said);
    distances.forEach(
        (tag, v) -> {
          if (!Double.isNaN(v)) {
            b.doubles(tag, v);
          }
        });
    return b;
  }

  /** Distances decide where the factor cannot be; without either nothing is said of the patient. */
  @ParameterizedTest
  @CsvSource({
    "0.2, 1000, 750,  0.75, ESTIMATED_AT_ISOCENTRE, 0.15",
    "0.2, NaN,  NaN,  0.75, DETECTOR, 0.2",
    "0.2, 750,  1000, NaN,  DETECTOR, 0.2",
    "0.2, 750,  1000, 1.25, ESTIMATED_AT_ISOCENTRE, 0.16",
    "0.2, 1000, 1000, NaN,  DETECTOR, 0.2",
    "0.2, NaN,  NaN,  1,    DETECTOR, 0.2",
    "0.2, NaN,  NaN,  133,  DETECTOR, 0.2",
    "0.2, 1000, 75,   NaN,  DETECTOR, 0.2",
    "0.2, 100,  75,   NaN,  DETECTOR, 0.2",
    "0.2, 1.0,  0.75, NaN,  DETECTOR, 0.2",
    "0.2, 1000, 750,  2,    DETECTOR, 0.2",
    "0.2, -1000, -750, NaN, DETECTOR, 0.2",
    "0.2, 0,    0,    -1,   DETECTOR, 0.2",
    "0.2, 1e9,  1e8,  1e9,  DETECTOR, 0.2"
  })
  void magnificationsThatCannotBeMakeNoMillimetres(
      double spacing,
      double detector,
      double patient,
      double said,
      SpacingSource source,
      double mm) {
    CineClip clip = read(xray(spacing, detector, patient, said));
    assertThat(clip.spacing()).map(PixelSpacing::source).contains(source);
    assertThat(clip.spacing().orElseThrow().row()).isCloseTo(mm, within(1e-12));
    assertThat(clip.findings()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.2, 1e-4, 200, 1e9, 0.0002})
  void spacingsThatCannotBeArePixelsWithAReason(double spacing) {
    CineClip clip = read(cine().doubles(Tag.IMAGER_PIXEL_SPACING, spacing, spacing));
    assertThat(clip.spacing()).isEmpty();
    assertThat(clip.findings().toString()).contains("IMAGER_PIXEL_SPACING");
    double patient = spacing == 1e9 ? 1e8 : spacing / 2;
    CineClip calibrated =
        read(
            cine()
                .doubles(Tag.PIXEL_SPACING, patient, patient)
                .text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "GEOMETRY"));
    assertThat(calibrated.spacing()).isEmpty();
    assertThat(calibrated.findings().toString()).contains("PIXEL_SPACING");
  }

  /** Of a whole angiogram: centimetres, and the spacing of another picture. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.03, 1.5, 19})
  void spacingsThatMakeAPictureOfNoSizeAreNone(double spacing) {
    DataSetBuilder b =
        Objects.gray(512, 512, 1, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, new byte[512 * 512]);
    CineClip detector = read(b.doubles(Tag.IMAGER_PIXEL_SPACING, spacing, spacing));
    assertThat(detector.spacing()).isEmpty();
    assertThat(detector.findings().toString()).contains("IMAGER_PIXEL_SPACING");
    b.remove(Tag.IMAGER_PIXEL_SPACING).doubles(Tag.PIXEL_SPACING, spacing, spacing);
    CineClip patient = read(b.text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "FIDUCIAL"));
    assertThat(patient.spacing()).isEmpty();
    assertThat(patient.findings().toString()).contains("PIXEL_SPACING");
    assertThat(read(b.doubles(Tag.PIXEL_SPACING, 0.08, 0.08)).spacing()).isPresent();
  }

  @Test
  void theDetectorContradictsAnImpossibleSpacing() {
    DataSetBuilder b = cine().doubles(Tag.IMAGER_PIXEL_SPACING, 0.5, 0.5);
    assertThat(read(b.ints(Tag.FIELD_OF_VIEW_DIMENSIONS, 4)).spacing()).isPresent();
    assertThat(read(b.ints(Tag.FIELD_OF_VIEW_DIMENSIONS, 3)).spacing()).isEmpty();
    b.remove(Tag.FIELD_OF_VIEW_DIMENSIONS);
    assertThat(read(b.doubles(Tag.DETECTOR_ACTIVE_DIMENSIONS, 3, 3)).spacing()).isEmpty();
    b.remove(Tag.DETECTOR_ACTIVE_DIMENSIONS);
    assertThat(read(b.doubles(Tag.DETECTOR_ELEMENT_SPACING, 1.2, 1.2)).spacing()).isEmpty();
    assertThat(read(b.doubles(Tag.DETECTOR_ELEMENT_SPACING, 0.25, 0.25)).spacing()).isPresent();
    DataSetBuilder larger = b.doubles(Tag.PIXEL_SPACING, 0.6, 0.6);
    assertThat(read(larger).spacing()).map(PixelSpacing::source).contains(SpacingSource.DETECTOR);
    assertThat(read(larger).findings().toString()).contains("PIXEL_SPACING");
    b.doubles(Tag.PIXEL_SPACING, 0.05, 0.05).text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "FIDUCIAL");
    assertThat(read(b).spacing()).map(PixelSpacing::source).contains(SpacingSource.DETECTOR);
  }

  @Test
  void ultrasoundInAnotherUnitHasNoScale() {
    for (double delta : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0, 1e-7, 1, 3}) {
      DataSet region =
          DataSet.builder()
              .ints(Tag.REGION_SPATIAL_FORMAT, 1)
              .ints(Tag.REGION_LOCATION_MAX_X1, 799)
              .ints(Tag.REGION_LOCATION_MAX_Y1, 599)
              .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
              .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
              .doubles(Tag.PHYSICAL_DELTA_X, delta)
              .doubles(Tag.PHYSICAL_DELTA_Y, delta)
              .build();
      CineClip clip = read(cine().items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region));
      assertThat(clip.spacing()).isEmpty();
      assertThat(clip.findings()).isNotEmpty();
    }
  }

  @Test
  void pixelsThatAreNotSquareAreTold() {
    assertThat(read(cine().ints(Tag.PIXEL_ASPECT_RATIO, 4, 3)).findings().toString())
        .contains("not square");
    assertThat(read(cine().ints(Tag.PIXEL_ASPECT_RATIO, 3, 3)).findings()).isEmpty();
    assertThat(read(cine().ints(Tag.PIXEL_ASPECT_RATIO, 4)).findings()).isNotEmpty();
    DataSetBuilder both =
        cine().ints(Tag.PIXEL_ASPECT_RATIO, 4, 3).doubles(Tag.IMAGER_PIXEL_SPACING, 0.2, 0.2);
    assertThat(read(both).findings().toString()).contains("differs from the pixel spacing");
  }

  @Test
  void oneAngleAloneIsNoView() {
    CineClip clip = read(cine().doubles(Tag.POSITIONER_PRIMARY_ANGLE, 30));
    assertThat(clip.geometry().views()).isEmpty();
    assertThat(clip.findings()).hasSize(1);
  }

  @Test
  void stepsBetweenFramesMayLackTheFirstAndNeverGoBack() {
    double[] steps = new double[FRAMES - 1];
    java.util.Arrays.fill(steps, 40);
    CineClip clip = read(cine().doubles(Tag.FRAME_TIME_VECTOR, steps));
    assertThat(clip.frameTimes()).startsWith(0, 40).hasSize(FRAMES);
    assertThat(clip.findings()).hasSize(1);
    steps[1] = -40;
    assertThat(read(cine().doubles(Tag.FRAME_TIME_VECTOR, steps)).frameTimes()).isEmpty();
  }

  @Test
  void termsAreKnownHoweverTheyAreSpelt() {
    CineClip clip =
        read(
            cine()
                .text(Tag.POSITIONER_MOTION, "dynamic")
                .doubles(Tag.POSITIONER_PRIMARY_ANGLE, 0)
                .doubles(Tag.POSITIONER_SECONDARY_ANGLE, 0)
                .doubles(Tag.POSITIONER_PRIMARY_ANGLE_INCREMENT, 1)
                .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "biplane_a")
                .text(Tag.SHUTTER_SHAPE, "Circular")
                .ints(Tag.CENTER_OF_CIRCULAR_SHUTTER, 3, 3)
                .ints(Tag.RADIUS_OF_CIRCULAR_SHUTTER, 2));
    assertThat(clip.geometry().views().get(2).primary()).isEqualTo(2);
    assertThat(clip.plane()).contains("A");
    assertThat(clip.shutter().orElseThrow().open(8, 6).isEmpty()).isFalse();
    CineClip bare = read(cine().text(Tag.SHUTTER_SHAPE, "POLYGONAL", "HEXAGONAL"));
    assertThat(bare.shutter()).isEmpty();
    assertThat(bare.findings()).isNotEmpty();
  }
}

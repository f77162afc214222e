// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Mutants;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MeasurementReportTest {
  private static final UidGenerator UIDS = UidGenerator.seeded(1);
  private static final DataSet CINE = object("1.2.840.10008.5.1.4.1.1.12.1", "2.25.1", 12);
  private static final DataSet OTHER = object("1.2.840.10008.5.1.4.1.1.12.1", "2.25.2", 12);
  private static final DataSet SEG = object("1.2.840.10008.5.1.4.1.1.66.4", "2.25.3", 24);
  private static final FrameReference IMAGE = new FrameReference("2.25.1", 4);

  private static DataSet object(String sopClass, String instance, int frames) {
    return DataSet.builder()
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
        .text(Tag.SOP_CLASS_UID, sopClass)
        .text(Tag.SOP_INSTANCE_UID, instance)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.10")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.1" + instance)
        .text(Tag.PATIENT_NAME, "Müller^Jürgen")
        .ints(Tag.NUMBER_OF_FRAMES, frames)
        .text(Tag.BODY_PART_EXAMINED, "HEART")
        .build();
  }

  private static byte[] write(MeasurementReport report) {
    DataSet sr =
        report.toDataSet(
            List.of(CINE, OTHER, SEG),
            NewSeries.of("SR", 500, "Measurements", UIDS),
            1,
            Creation.now());
    return DicomWriter.explicit().toBytes(sr);
  }

  private static MeasurementReport read(byte[] file) {
    return MeasurementReport.read(DicomFile.read(file).dataSet());
  }

  private static LesionMeasurement lesion(Lengths lengths, Trace trace) {
    return LesionMeasurement.stenosis(
            new Tracking("Lesion 1", "2.25.99"),
            CoronaryCodes.segment(13, "").orElseThrow(),
            IMAGE,
            Stenosis.circular(57.3, 81.8, ReferenceMethod.INTERPOLATED_LOCAL),
            lengths)
        .with(trace);
  }

  private static Lengths calibrated() {
    return Lengths.millimetres(
        1.35, 3.16, 17.4, ReportedCalibration.object(ReportedCalibration.CATHETER, 2, 0.21));
  }

  @Property(tries = 150)
  void comesBackAsItWas(@ForAll long seed) {
    Random random = new Random(seed);
    List<LesionMeasurement> lesions = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      lesions.add(random(random));
    }
    MeasurementReport report = new MeasurementReport(lesions);
    assertThat(read(write(report))).isEqualTo(report);
  }

  private static LesionMeasurement random(Random random) {
    OptionalDouble area = maybe(random, 100);
    Optional<AreaMethod> areaMethod =
        area.isPresent() && random.nextBoolean()
            ? Optional.of(AreaMethod.values()[random.nextInt(2)])
            : Optional.empty();
    Stenosis stenosis =
        new Stenosis(
            maybe(random, 100),
            area,
            Optional.of(ReferenceMethod.values()[random.nextInt(3)]),
            areaMethod);
    boolean named = stenosis.diameter().isPresent() || area.isPresent();
    // The reference's method is written with what was measured against it.
    Stenosis sure =
        named
            ? stenosis
            : new Stenosis(
                OptionalDouble.of(50), area, stenosis.reference(), stenosis.areaMethod());
    Lengths lengths =
        new Lengths(maybe(random, 5), maybe(random, 5), maybe(random, 50), calibration(random));
    return new LesionMeasurement(
        new Tracking("Läsion " + random.nextInt(), UIDS.next()),
        random.nextBoolean() ? SegmentCodes.STENOSIS : SegmentCodes.LESION,
        CoronaryCodes.segment(1 + random.nextInt(8), "").orElseThrow(),
        new FrameReference(random.nextBoolean() ? "2.25.1" : "2.25.2", random.nextInt(12)),
        sure,
        lengths,
        new Trace(region(random), line(random), line(random)));
  }

  private static OptionalDouble maybe(Random random, double scale) {
    return random.nextInt(3) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(scale * random.nextDouble());
  }

  private static Optional<ReportedCalibration> calibration(Random random) {
    double factor = 0.05 + random.nextDouble();
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(ReportedCalibration.geometric(ReportedCalibration.Method.ISOCENTRE, factor));
      case 2 ->
          Optional.of(
              ReportedCalibration.geometric(ReportedCalibration.Method.OFF_ISOCENTRE, factor));
      default ->
          Optional.of(ReportedCalibration.object(ReportedCalibration.SPHERE, 1 / factor, factor));
    };
  }

  private static Optional<LesionRegion> region(Random random) {
    float x = random.nextFloat();
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              new LesionRegion.SegmentFrame(new FrameReference("2.25.3", random.nextInt(24))));
      case 2 -> Optional.of(new LesionRegion.Segment("2.25.3", 1 + random.nextInt(9)));
      default -> Optional.of(new LesionRegion.Outline(Polyline.of(x, 1, 5, x, 7.25f, 8, x, 1)));
    };
  }

  private static Optional<Polyline> line(Random random) {
    if (random.nextBoolean()) {
      return Optional.empty();
    }
    float[] xy = new float[2 * (2 + random.nextInt(40))];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = 512 * random.nextFloat();
    }
    return Optional.of(Polyline.of(xy));
  }

  private static List<LesionMeasurement> everyKind() {
    Polyline line = Polyline.of(1.5f, 2.5f, 3, 4.25f);
    Polyline ring = Polyline.of(1, 1, 5, 5, 5, 9, 1, 1);
    FrameReference mask = new FrameReference("2.25.3", 7);
    return List.of(
        lesion(calibrated(), Trace.of(new LesionRegion.SegmentFrame(mask))),
        lesion(calibrated(), Trace.of(new LesionRegion.Segment("2.25.3", 1))),
        lesion(
            Lengths.pixels(5.5, 11, 70),
            Trace.of(new LesionRegion.Outline(ring)).contours(line, line)),
        lesion(Lengths.none(), Trace.none()));
  }

  @Test
  void validates() {
    byte[] file = write(new MeasurementReport(everyKind()));
    Validator.DCIODVFY.accepts(file);
    Validator.DSRDUMP.accepts(file);
  }

  @Test
  void validatesWithoutALesion() {
    Validator.DSRDUMP.accepts(write(new MeasurementReport(List.of())));
  }

  @Test
  void refersToFramesOrSegmentsNeverToBoth() {
    DataSet root = DicomFile.read(write(new MeasurementReport(everyKind()))).dataSet();
    List<DataSet> references = new ArrayList<>();
    collect(root, references);
    assertThat(references).hasSize(9);
    assertThat(references)
        .noneMatch(r -> r.has(Tag.REFERENCED_FRAME_NUMBER) && r.has(Tag.REFERENCED_SEGMENT_NUMBER));
    assertThat(references.get(0).ints(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(8);
    assertThat(references.get(1).ints(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(5);
  }

  private static void collect(DataSet item, List<DataSet> references) {
    references.addAll(item.items(Tag.REFERENCED_SOP_SEQUENCE));
    item.items(Tag.CONTENT_SEQUENCE).forEach(child -> collect(child, references));
  }

  @Test
  void withoutACalibrationThereAreNoMillimetres() {
    byte[] file =
        write(new MeasurementReport(List.of(lesion(Lengths.pixels(5, 9, 40), Trace.none()))));
    assertThat(units(DicomFile.read(file).dataSet())).containsOnly("%", "{pixels}");
    byte[] measured = write(new MeasurementReport(List.of(lesion(calibrated(), Trace.none()))));
    assertThat(units(DicomFile.read(measured).dataSet())).containsOnly("%", "mm", "mm/{pixel}");
  }

  private static List<String> units(DataSet item) {
    List<String> out = new ArrayList<>();
    for (DataSet value : item.items(Tag.MEASURED_VALUE_SEQUENCE)) {
      out.add(Code.of(value.item(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE)).orElseThrow().value());
    }
    item.items(Tag.CONTENT_SEQUENCE).forEach(child -> out.addAll(units(child)));
    return out;
  }

  @Test
  void refusesReferencesToWhatIsNotThere() {
    for (FrameReference bad :
        List.of(new FrameReference("2.25.1", 12), new FrameReference("2.25.4", 0))) {
      LesionMeasurement lesion =
          LesionMeasurement.stenosis(
              new Tracking("1", "2.25.5"),
              CoronaryCodes.LEFT_MAIN,
              bad,
              Stenosis.circular(1, 2, ReferenceMethod.MEAN_LOCAL),
              Lengths.none());
      assertThatThrownBy(() -> write(new MeasurementReport(List.of(lesion))))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> MeasurementReport.read(CINE)).isInstanceOf(DicomException.class);
  }

  @Test
  void refusesValuesThatCannotBe() {
    assertThatThrownBy(() -> Stenosis.circular(101, 2, ReferenceMethod.MEAN_LOCAL))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Lengths.pixels(-1, 2, 3)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Lengths.pixels(Double.NaN, 2, 3))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ReportedCalibration.geometric(ReportedCalibration.Method.OBJECT, 0.2))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Polyline.of(1, 2, Float.NaN, 3))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new LesionRegion.Outline(Polyline.of(1, 2, 3, 4)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void damagedReportsAreReadOrRefused() {
    byte[] file = write(new MeasurementReport(everyKind()));
    Mutants.feed(file, Mutants.count(), m -> read(m));
  }

  /** A report of others: what it does not state is absent, what is not read is counted. */
  @Test
  void aForeignReportIsReadForWhatItStates() {
    byte[] file = write(new MeasurementReport(List.of(lesion(calibrated(), Trace.none()))));
    DataSet written = DicomFile.read(file).dataSet();
    MeasurementReport back = MeasurementReport.read(stripped(written));
    LesionMeasurement m = back.lesions().get(0);
    assertThat(m.stenosis().reference()).isEmpty();
    assertThat(m.stenosis().areaMethod()).isEmpty();
    assertThat(m.stenosis().diameter()).hasValue(57.3);
    assertThat(m.stenosis().area()).hasValue(81.8);
    assertThat(m.lengths().referenceDiameter()).isEmpty();
    assertThat(back.procedure()).isEmpty();
    assertThat(back.language()).isEmpty();
    assertThat(back.findings().toString()).contains("2 of 7 numbers");
    assertThat(read(file).findings()).isEmpty();
  }

  /** A calibration that lacks its object is none; percent are still percent. */
  @Test
  void aCalibrationWithoutItsObjectCostsMillimetresAlone() {
    byte[] file = write(new MeasurementReport(List.of(lesion(calibrated(), Trace.none()))));
    DataSet written = DicomFile.read(file).dataSet();
    MeasurementReport back = MeasurementReport.read(without(written, SrCodes.CALIBRATION_OBJECT));
    assertThat(back.lesions()).hasSize(1);
    assertThat(back.lesions().get(0).stenosis().diameter()).hasValue(57.3);
    assertThat(back.lesions().get(0).lengths()).isEqualTo(Lengths.none());
    assertThat(back.findings().toString()).contains("5 of 7 numbers");
  }

  private static DataSet without(DataSet d, Code name) {
    List<DataSet> left =
        d.items(Tag.CONTENT_SEQUENCE).stream()
            .filter(i -> !Code.of(i.item(Tag.CONCEPT_NAME_CODE_SEQUENCE)).equals(Optional.of(name)))
            .map(i -> without(i, name))
            .toList();
    return left.isEmpty() ? d : d.toBuilder().items(Tag.CONTENT_SEQUENCE, left).build();
  }

  /** The same content tree without any coded modifier, and without the procedure. */
  private static DataSet stripped(DataSet d) {
    List<DataSet> left =
        d.items(Tag.CONTENT_SEQUENCE).stream()
            .filter(i -> i.text(Tag.RELATIONSHIP_TYPE).orElse("").equals("CONTAINS") || isSite(i))
            .map(MeasurementReportTest::stripped)
            .toList();
    List<DataSet> context =
        d.items(Tag.CONTENT_SEQUENCE).stream()
            .filter(i -> i.text(Tag.RELATIONSHIP_TYPE).orElse("").equals("HAS OBS CONTEXT"))
            .toList();
    List<DataSet> all = new ArrayList<>(context);
    all.addAll(left);
    return d.toBuilder().items(Tag.CONTENT_SEQUENCE, all).build();
  }

  private static boolean isSite(DataSet item) {
    DataSet name = item.item(Tag.CONCEPT_NAME_CODE_SEQUENCE);
    return name.text(Tag.CODE_VALUE).orElse("").equals("363698007");
  }
}

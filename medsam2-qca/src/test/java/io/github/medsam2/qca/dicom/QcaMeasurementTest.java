// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.sr.LesionMeasurement;
import io.github.medsam2.dicom.sr.MeasurementReport;
import io.github.medsam2.dicom.sr.Tracking;
import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.qca.report.Reports;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QcaMeasurementTest {
  private static final Tracking TRACKING = new Tracking("Lesion 1", "2.25.1234");

  private static LesionMeasurement throughSr(QcaReport report, LesionMeasurement... given) {
    List<Image> frames = Collections.nCopies(8, Reports.frame());
    ByteArrayOutputStream cine = new ByteArrayOutputStream();
    CineWriter.xa(FrameSource.of(frames), 66).write(cine);
    DataSet source = DicomFile.read(cine.toByteArray()).dataSet();
    String uid = source.text(Tag.SOP_INSTANCE_UID).orElseThrow();
    LesionMeasurement lesion =
        given.length > 0 ? given[0] : QcaMeasurement.of(report, TRACKING, uid);
    UidGenerator uids = UidGenerator.random();
    DataSet sr =
        new MeasurementReport(List.of(lesion))
            .toDataSet(List.of(source), NewSeries.of("SR", 9, "QCA", uids), 1, Creation.now());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.of(TransferSyntax.EXPLICIT_LITTLE).write(out, sr);
    DataSet back = DicomFile.read(out.toByteArray()).dataSet();
    return MeasurementReport.read(back).lesions().get(0);
  }

  @Test
  void measurementsComeBackThroughTheStructuredReport() {
    QcaReport report = Reports.of(Calibration.Isocentre.of(0.308, 1.37));
    QcaResult r = report.result();
    LesionMeasurement back = throughSr(report);
    assertThat(back.site().sameConcept(CoronaryCodes.segment(13, "").orElseThrow())).isTrue();
    assertThat(back.image().frame()).isEqualTo(7);
    assertThat(back.stenosis().diameter().orElseThrow())
        .isCloseTo(r.diameterStenosis(), within(1e-6));
    assertThat(back.stenosis().area().orElseThrow()).isCloseTo(r.areaStenosis(), within(1e-6));
    assertThat(back.lengths().minimalLumenDiameter().orElseThrow())
        .isCloseTo(r.mld().mm().orElseThrow(), within(1e-6));
    assertThat(back.lengths().calibration().orElseThrow().method())
        .isEqualTo(io.github.medsam2.dicom.sr.ReportedCalibration.Method.ISOCENTRE);
    assertThat(back.trace().left().orElseThrow().size()).isEqualTo(r.function().size());
    assertThat((double) back.trace().left().orElseThrow().x(0))
        .isCloseTo(r.function().left().get(0).x() + 0.5, within(1e-3));
    assertThat(back.trace().region()).isPresent();
  }

  @Test
  void withoutCalibrationLengthsArePixels() {
    QcaReport report = Reports.of(new Calibration.None());
    LesionMeasurement back = throughSr(report);
    assertThat(back.lengths().calibration()).isEmpty();
    assertThat(back.lengths().referenceDiameter().orElseThrow())
        .isCloseTo(report.result().rvd().pixels(), within(1e-6));
  }

  @Test
  void aCatheterIsNamedWithItsSize() {
    LesionMeasurement m =
        QcaMeasurement.of(Reports.of(new Calibration.Catheter(6, 9, false)), TRACKING, "1.2");
    assertThat(m.lengths().calibration().orElseThrow().objectSize()).hasValue(2.0);
  }

  @Test
  void aScaleByHandNeedsItsObject() {
    QcaReport report = Reports.of(new Calibration.Manual(0.2, 0.05));
    assertThatThrownBy(() -> QcaMeasurement.of(report, TRACKING, "1.2"))
        .isInstanceOf(InvalidInputException.class);
    Code ruler = io.github.medsam2.dicom.sr.ReportedCalibration.RULER;
    LesionMeasurement m = QcaMeasurement.of(report, TRACKING, "1.2", ruler);
    assertThat(m.lengths().calibration().orElseThrow().object()).contains(ruler);
  }

  @Test
  void segmentsWithoutACodeBecomeTheirArtery() {
    QcaReport report = Reports.of(new Calibration.None()).withSegment(CassSegment.INFERIOR_SEPTAL);
    assertThat(QcaMeasurement.of(report, TRACKING, "1.2").site()).isEqualTo(CoronaryCodes.RIGHT);
    QcaReport unknown = QcaReport.of(report.options(), 7, report.result());
    assertThatThrownBy(() -> QcaMeasurement.of(unknown, TRACKING, "1.2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("segment");
  }
}

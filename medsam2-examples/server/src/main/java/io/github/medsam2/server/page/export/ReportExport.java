// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.sr.LesionMeasurement;
import io.github.medsam2.dicom.sr.MeasurementReport;
import io.github.medsam2.dicom.sr.ReportedCalibration;
import io.github.medsam2.dicom.sr.Tracking;
import io.github.medsam2.qca.dicom.QcaMeasurement;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.NoVesselException;
import io.github.medsam2.qca.report.Measurement;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Query;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.measure.Measuring;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured on one frame: as a DICOM structured report, or as a table. */
record ReportExport(Source source, Scene scene, int frame, Query given) {

  private Map<NamedObject, QcaReport> measured() {
    Map<NamedObject, QcaReport> all = new LinkedHashMap<>();
    for (NamedObject o : scene.objects().values()) {
      if (scene.on(o.key(), frame).filter(s -> s.area() > 0).isPresent()) {
        try {
          all.put(o, Measuring.of(source, scene, o.key(), frame, given));
        } catch (NoVesselException e) {
          // No vessel can be traced in this one; the page says so where it is measured alone.
        }
      }
    }
    if (all.isEmpty()) {
      throw new Refusal(
          409,
          "QCA",
          "a vessel that was found on this frame",
          "none",
          "go to a frame with a mask of the segment");
    }
    return all;
  }

  Export structured(PrivateFolder folder) throws IOException {
    DicomFile file = source.dicom().orElseThrow(() -> Export.noDicom("DICOM structured report"));
    DataSet cine = file.source();
    String instance = cine.text(Tag.SOP_INSTANCE_UID).orElse("");
    List<LesionMeasurement> lesions = new ArrayList<>();
    measured().values().stream()
        .filter(r -> r.segment().isPresent())
        .forEach(r -> lesions.add(lesion(r, lesions.size() + 1, instance)));
    if (lesions.isEmpty()) {
      throw new Refusal(
          409,
          "DICOM structured report",
          "the coronary segment of an object",
          "none",
          "choose the segment in the list of objects");
    }
    DataSet report = new MeasurementReport(lesions).toDataSet(List.of(cine));
    return Export.written(
        folder,
        ".dcm",
        "report.dcm",
        Export.DICOM,
        target -> DicomWriter.explicit().write(target, report));
  }

  private static LesionMeasurement lesion(QcaReport report, int number, String instance) {
    Tracking tracking = new Tracking("Lesion " + number, UidGenerator.random().next());
    return report.result().calibration() instanceof Calibration.Manual
        ? QcaMeasurement.of(report, tracking, instance, ReportedCalibration.RULER)
        : QcaMeasurement.of(report, tracking, instance);
  }

  Export table() {
    StringBuilder text =
        new StringBuilder("object,name,cass,frame,quantity,value,unit,low95,high95\n");
    measured()
        .forEach(
            (object, report) -> {
              for (Measurement m : report.measurements()) {
                text.append(
                    TextExport.row(
                        object.key(),
                        object.name(),
                        object.segment().map(s -> s.id()).orElse(""),
                        frame + 1 + "",
                        m.quantity().label(),
                        TextExport.number(m.value()),
                        m.unit(),
                        m.interval().map(i -> TextExport.number(i.low())).orElse(""),
                        m.interval().map(i -> TextExport.number(i.high())).orElse("")));
              }
            });
    return TextExport.csv("qca.csv", text.toString());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.output;

import io.github.medsam2.batch.input.Material;
import io.github.medsam2.batch.manifest.ShownBy;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.sr.LesionMeasurement;
import io.github.medsam2.dicom.sr.MeasurementReport;
import io.github.medsam2.dicom.sr.Tracking;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.dicom.QcaMeasurement;
import io.github.medsam2.qca.report.QcaJson;
import io.github.medsam2.qca.report.QcaReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * QCA of vessels on the frames on which they were shown.
 *
 * @param cine the angiogram
 * @param file its file
 */
record VesselReports(Material.Cine cine, DicomFile file) {

  /** Writes {@code qca-1.json} and so on, and {@code report.dcm} of the segments that are named. */
  void write(Path folder, List<FoundObject> found) {
    List<LesionMeasurement> lesions = new ArrayList<>();
    DataSet source = file.source();
    String instance = source.text(Tag.SOP_INSTANCE_UID).orElse("");
    for (int i = 0; i < found.size(); i++) {
      QcaReport report = measured(found.get(i));
      QcaJson.write(folder.resolve("qca-" + (i + 1) + ".json"), report);
      if (report.segment().isPresent()) {
        Tracking tracking = new Tracking("Lesion " + (i + 1), UidGenerator.random().next());
        lesions.add(QcaMeasurement.of(report, tracking, instance));
      }
    }
    if (!lesions.isEmpty()) {
      DataSet sr = new MeasurementReport(lesions).toDataSet(List.of(source));
      DicomWriter.explicit().write(folder.resolve("report.dcm"), sr);
    }
  }

  private QcaReport measured(FoundObject object) {
    int frame = object.frame();
    return VesselMeasure.of(
        cine.frames().frame(frame).toGray(),
        object.shown().mask(),
        frame,
        cine.input().calibration(),
        said(object),
        cine.input().view(frame));
  }

  /** The segment that the prompt names. */
  private static Optional<CassSegment> said(FoundObject object) {
    if (!(object.request().shown() instanceof ShownBy.Given given)) {
      return Optional.empty();
    }
    return given.prompts().all().stream()
        .filter(CoronaryPrompt.class::isInstance)
        .map(CoronaryPrompt.class::cast)
        .map(SegmentText::toCass)
        .flatMap(p -> p.segment().stream())
        .map(s -> CassSegment.ofCass(s.id()))
        .findFirst();
  }
}

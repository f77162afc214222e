// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import com.google.gson.JsonParser;
import io.github.medsam2.batch.output.VesselMeasure;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.sr.MeasurementReport;
import io.github.medsam2.dicom.sr.ReportedCalibration;
import io.github.medsam2.dicom.sr.Tracking;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.dicom.QcaMeasurement;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.QualityFlag;
import io.github.medsam2.qca.report.Measurement;
import io.github.medsam2.qca.report.QcaJson;
import io.github.medsam2.qca.report.QcaPicture;
import io.github.medsam2.qca.report.QcaReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A vessel of one frame, measured.
 *
 * @param report what was measured
 * @param image the grey frame
 */
public record Measured(QcaReport report, Image image) {

  /**
   * Measures.
   *
   * @param frame from 0
   */
  public static Measured of(
      Image image,
      Mask mask,
      int frame,
      Calibration calibration,
      Optional<CassSegment> segment,
      Optional<ViewAngle> view) {
    Image grey = image.toGray();
    return new Measured(VesselMeasure.of(grey, mask, frame, calibration, segment, view), grey);
  }

  /** Values, where millimetres come from, and what speaks against them. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    report.measurements().stream().map(Measured::line).forEach(lines::add);
    lines.add("calibration: " + calibration(report.result().calibration()));
    List<String> doubts =
        report.result().flags().stream().sorted().map(QualityFlag::toString).toList();
    if (!doubts.isEmpty()) {
      String words = String.join(", ", doubts).toLowerCase(Locale.ROOT).replace('_', ' ');
      lines.add("look twice: " + words);
    }
    return lines;
  }

  private static String line(Measurement m) {
    String unit = m.unit().equals("1") ? "" : " " + m.unit();
    String value = String.format(Locale.ROOT, "%.2f%s", m.value(), unit);
    String scale =
        m.scaleUncertainty().isPresent()
            ? String.format(
                Locale.ROOT,
                ", scale uncertain by %.2f%s",
                m.scaleUncertainty().getAsDouble(),
                unit)
            : "";
    String interval =
        m.interval()
            .map(
                i ->
                    String.format(
                        Locale.ROOT,
                        ", in 95 of 100 cases %.2f to %.2f%s",
                        i.low(),
                        i.high(),
                        unit))
            .orElse("");
    return m.quantity().label() + ": " + value + scale + interval;
  }

  /** Where millimetres come from. */
  public static String calibration(Calibration c) {
    String source =
        c instanceof Calibration.Isocentre
            ? "from the C-arm's geometry, at the isocentre"
            : c instanceof Calibration.Catheter
                ? "from the catheter"
                : c instanceof Calibration.Manual ? "given" : "";
    return c.mmPerPixel().isEmpty()
        ? "none: pixels and percent only"
        : String.format(
            Locale.ROOT,
            "%.4f mm per pixel, %s, uncertain by %.1f %%",
            c.mmPerPixel().getAsDouble(),
            source,
            100 * c.relativeUncertainty());
  }

  /** Writes the numbers, the picture and, of a DICOM object, the structured report. */
  public void write(Path folder, Optional<DicomFile> source, Console console) {
    OutputFolder.create(folder);
    Path json = folder.resolve("qca.json");
    QcaJson.write(json, report);
    console.wrote(json);
    Path picture = folder.resolve("qca.png");
    ImageFile.writePng(picture, QcaPicture.of(report, image));
    console.wrote(picture);
    console.put("qca", JsonParser.parseString(QcaJson.text(report)));
    if (source.isPresent() && report.segment().isPresent()) {
      structured(folder.resolve("report.dcm"), source.get().source(), console);
    } else if (source.isPresent()) {
      console.say(
          "no structured report: the segment is not known; say it, as in --words \"mid RCA\"");
    }
  }

  private void structured(Path target, DataSet cine, Console console) {
    String instance = cine.text(Tag.SOP_INSTANCE_UID).orElse("");
    Tracking tracking = new Tracking("Lesion 1", UidGenerator.random().next());
    boolean byHand = report.result().calibration() instanceof Calibration.Manual;
    var lesion =
        byHand
            ? QcaMeasurement.of(report, tracking, instance, ReportedCalibration.RULER)
            : QcaMeasurement.of(report, tracking, instance);
    DataSet sr = new MeasurementReport(List.of(lesion)).toDataSet(List.of(cine));
    DicomWriter.explicit().write(target, sr);
    console.wrote(target);
  }
}

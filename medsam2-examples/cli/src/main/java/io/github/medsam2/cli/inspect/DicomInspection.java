// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.inspect;

import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Measured;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.sr.LesionMeasurement;
import io.github.medsam2.dicom.sr.MeasurementReport;
import java.nio.file.Path;
import java.util.Locale;

/** What a DICOM file is; nothing of the patient. */
final class DicomInspection {
  private final Console console;

  DicomInspection(Console console) {
    this.console = console;
  }

  void tell(Path path) {
    try (DicomFile file = DicomFile.open(path)) {
      DataSet d = file.dataSet();
      String modality = d.text(Tag.MODALITY).orElse("unknown");
      console.put("kind", "DICOM");
      console.put("modality", modality);
      console.put("transferSyntax", file.transferSyntax().label());
      console.say("DICOM: modality " + modality + ", " + file.transferSyntax().label());
      switch (modality) {
        case "SEG" -> segmentation(file);
        case "SR" -> report(file);
        default -> image(path, d);
      }
      file.findings().forEach(f -> console.say("note: " + f));
    }
  }

  private void segmentation(DicomFile file) {
    SegReader seg = file.segmentation();
    console.say(
        String.format(
            Locale.ROOT,
            "segmentation %s of %dx%d pixels, %d stored frames",
            seg.type(),
            seg.width(),
            seg.height(),
            seg.frames().size()));
    seg.segments().forEach((number, s) -> console.say("segment " + number + ": " + s.label()));
    console.put("segments", seg.segments().values().stream().map(s -> s.label()).toList());
    console.say("use: with the images it refers to, as cases: evaluate, train, round");
  }

  private void report(DicomFile file) {
    MeasurementReport report = file.measurements();
    console.say("measurement report of " + report.lesions().size() + " lesions");
    for (LesionMeasurement l : report.lesions()) {
      String percent =
          l.stenosis().diameter().isPresent()
              ? String.format(
                  Locale.ROOT, ", diameter stenosis %.0f %%", l.stenosis().diameter().getAsDouble())
              : "";
      console.say(l.finding().meaning() + " in " + l.site().meaning() + percent);
    }
    console.put("lesions", report.lesions().size());
  }

  private void image(Path path, DataSet d) {
    if (!d.has(Tag.PIXEL_DATA)) {
      console.say("without pixels");
      return;
    }
    try (CineInput cine = CineInput.open(path)) {
      cine.lines(cine.frames().count() / 2).forEach(console::say);
      console.say("calibration: " + Measured.calibration(cine.calibration()));
      console.put("frames", cine.frames().count());
      console.put("width", cine.frames().width());
      console.put("height", cine.frames().height());
      console.put("view", cine.view(0).map(v -> v.render()));
      console.say("use: segment, track, qca, redact; slices of a volume as a folder: volume");
    }
  }
}

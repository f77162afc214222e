// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.inspect;

import io.github.medsam2.batch.input.FileType;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.NpzCase;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.qca.report.QcaJson;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.rounds.Project;
import java.nio.file.Path;
import java.util.Locale;

/** Tells what a file or folder is, and what it may be used for. */
public final class Inspection {
  private final Console console;

  /** Tells it here. */
  public Inspection(Console console) {
    this.console = console;
  }

  /** Looks at what a path leads to. */
  public void tell(Path path) {
    if (path.toString().equals(OpenModel.BUILT_IN)) {
      new WeightsInspection(console).tellBuiltIn();
      return;
    }
    switch (FileType.of(path)) {
      case CHECKPOINT -> new WeightsInspection(console).tell(path);
      case DICOM -> new DicomInspection(console).tell(path);
      case PNG, JPEG -> image(path);
      case NIFTI, NRRD, META_IMAGE -> volume(Volumes.read(path));
      case NPZ -> npz(path);
      case JSON -> json(path);
      case FOLDER -> folder(path);
      case UNKNOWN ->
          throw new InvalidInputException(
              String.valueOf(path.getFileName()),
              "weights, DICOM, NIfTI, NRRD, MetaImage, NPZ, PNG, JPEG, or a folder of those",
              "bytes of no known format",
              "check that the file is complete");
    }
  }

  private void kind(String kind, String line) {
    console.put("kind", kind);
    console.say(kind + ": " + line);
  }

  private void image(Path path) {
    Image image = ImageFile.read(path);
    kind(
        "image",
        String.format(
            Locale.ROOT,
            "%dx%d pixels, %s, %s",
            image.width(),
            image.height(),
            image.channels() == 1 ? "grey" : "colour",
            image.type()));
    console.put("width", image.width());
    console.put("height", image.height());
    console.say("use: segment, qca");
  }

  private void volume(Volume volume) {
    double[] s = volume.geometry().spacing();
    kind(
        "volume",
        String.format(
            Locale.ROOT,
            "%d slices of %dx%d voxels, %s, %.3f x %.3f x %.3f mm, axes %s",
            volume.depth(),
            volume.width(),
            volume.height(),
            volume.type(),
            s[0],
            s[1],
            s[2],
            volume.geometry().orientation()));
    console.put("slices", volume.depth());
    console.put("width", volume.width());
    console.put("height", volume.height());
    console.say("use: volume");
  }

  private void npz(Path path) {
    NpzCase npz = NpzCase.read(path);
    volume(npz.images());
    console.say(
        "with "
            + (npz.labels().isPresent() ? "labels" : "no labels")
            + (npz.recist().isPresent() ? " and RECIST lines" : ""));
    console.put("labels", npz.labels().isPresent());
  }

  private void json(Path path) {
    QcaReport report = QcaJson.read(path);
    kind("QCA report", report.frames().size() + " frames, chosen " + (report.chosen() + 1));
    report.measurements().forEach(m -> console.say(m.toString()));
  }

  private void folder(Path path) {
    if (ProjectText.isProject(path)) {
      kind("project", "of rounds with a reader");
      try (Project project = ProjectText.open(path)) {
        ProjectText.tell(project, console);
      }
      return;
    }
    FolderInspection.Found found = new FolderInspection(console).of(path);
    kind(found.kind(), found.line());
  }
}

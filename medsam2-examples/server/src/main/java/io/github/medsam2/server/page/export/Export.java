// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Query;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file for the user to keep. Its name says nothing of the patient.
 *
 * @param name such as {@code segmentation.dcm}
 * @param type of its content
 * @param bytes not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Export(String name, String type, byte[] bytes) {
  static final String DICOM = "application/dicom";

  /** What there is. */
  public static final List<String> KINDS =
      List.of("seg", "sr", "nii", "gif", "png", "journal", "csv", "qca");

  /**
   * Makes one.
   *
   * @param kind one of {@link #KINDS}
   * @param frame that is looked at, for what shows one
   * @param given what was said of the scale
   */
  public static Export of(
      String kind, Source source, Scene scene, int frame, Query given, PrivateFolder folder)
      throws IOException {
    return switch (kind) {
      case "seg" -> new SegmentationExport(source, scene).make(folder);
      case "sr" -> new ReportExport(source, scene, frame, given).structured(folder);
      case "qca" -> new ReportExport(source, scene, frame, given).table();
      case "nii" -> MaskExport.labels(source, scene, folder);
      case "gif" -> MovieExport.movie(source, scene, folder);
      case "png" -> MovieExport.picture(source, scene, frame, folder);
      case "journal" -> TextExport.journal(scene, folder);
      case "csv" -> TextExport.scores(scene);
      default -> throw Refusal.unknown("export", "one of " + KINDS, "choose one of them");
    };
  }

  /** The bytes of a file that is written in passing. */
  static Export written(
      PrivateFolder folder, String suffix, String name, String type, Consumer<Path> write)
      throws IOException {
    Path file = folder.newFile(suffix);
    try {
      write.accept(file);
      return new Export(name, type, Files.readAllBytes(file));
    } finally {
      PrivateFolder.delete(file);
    }
  }

  static Refusal nothing() {
    return new Refusal(
        409, "export", "an object that was found on a frame", "none", "show the model one first");
  }

  static Refusal noDicom(String what) {
    return new Refusal(
        409,
        what,
        "an image in DICOM, to which it refers",
        "an image of another kind, or one from before a restart",
        "open the DICOM file, or export NIfTI");
  }
}

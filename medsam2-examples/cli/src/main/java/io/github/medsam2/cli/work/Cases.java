// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.data.CocoFile;
import io.github.medsam2.data.Labelling;
import io.github.medsam2.data.PolygonTable;
import io.github.medsam2.data.SampleFolder;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.dicom.samples.DicomSampleReader;
import io.github.medsam2.dicom.samples.DicomSamples;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.SegmentText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Cases with their masks, whatever form they have. */
public final class Cases {
  /** What {@link #read} takes, in words. */
  public static final String FORMS =
      "a folder with samples.jsonl, a folder of ARCADE, a COCO file of annotations beside its"
          + " images, or a folder of DICOM images with their segmentations";

  private Cases() {}

  /**
   * Reads cases.
   *
   * @param key at least 16 bytes: patients of DICOM keep their pseudonyms from run to run
   */
  public static SampleSet read(Path path, Optional<byte[]> key, Console console) {
    if (Files.isRegularFile(path) && path.toString().endsWith(".json")) {
      Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
      Path images = folder.resolve("images");
      return found(
          CocoFile.read(path, Files.isDirectory(images) ? images : folder, Labelling.none()), path);
    } else if (Files.isRegularFile(path.resolve(SampleFolder.NAME))) {
      return found(SampleFolder.read(path, SegmentText::parse), path);
    } else if (Files.exists(path.resolve(PolygonTable.NAME))
        || Files.isDirectory(path.resolve("annotations"))) {
      return found(Arcade.segments(path), path);
    } else if (Files.isDirectory(path)) {
      DicomSamples dicom =
          key.map(DicomSampleReader::withKey)
              .orElseGet(DicomSampleReader::withRandomKey)
              .read(path);
      long skipped = dicom.skipped().size();
      if (skipped > 0) {
        console.note(skipped + " files are no case; the first: " + dicom.skipped().get(0).reason());
      }
      return found(dicom, path);
    }
    throw refused(path, "neither");
  }

  private static SampleSet found(SampleSet set, Path path) {
    if (set.size() == 0) {
      throw refused(path, "no case in it");
    }
    return set;
  }

  private static InvalidInputException refused(Path path, String found) {
    return new InvalidInputException(
        "cases " + path, FORMS, found, "see docs/samples.md for these forms");
  }
}

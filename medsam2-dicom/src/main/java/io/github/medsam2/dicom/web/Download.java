// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Objects on their way to files: each is written under a hidden name, looked at, and all get their
 * names together. What is closed before that leaves nothing.
 */
final class Download implements AutoCloseable {
  private final Map<Path, Path> written = new LinkedHashMap<>();

  /** What an object says it is. */
  record About(String instance, String series) {}

  /** Names a file once it is known what it holds. */
  interface Naming {
    /** The file; refuses what was not asked for. */
    Path of(About about);
  }

  /** Writes an object. Returns its bytes. */
  long write(InputStream object, Path folder, Naming naming) {
    Path part = folder.resolve("." + UUID.randomUUID() + ".part");
    written.put(part, part);
    long bytes;
    try {
      Files.createDirectories(folder);
      bytes = Files.copy(object, part);
    } catch (IOException e) {
      throw unwritable(e);
    }
    try (DicomFile file = DicomFile.open(part)) {
      written.put(part, naming.of(about(file)));
    }
    return bytes;
  }

  static About about(DicomFile file) {
    return new About(
        file.dataSet().text(Tag.SOP_INSTANCE_UID).orElse(""),
        file.dataSet().text(Tag.SERIES_INSTANCE_UID).orElse(""));
  }

  /** Gives all their names. */
  void finish() {
    for (Path target : written.values()) {
      if (Files.isDirectory(target)) { // looked at first, so that none or all are there
        throw new MedSam2Exception(
            "download", "files to write", "a folder of that name", "choose another folder");
      }
    }
    try {
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        try {
          Files.move(file.getKey(), file.getValue(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      written.clear();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static MedSam2Exception unwritable(IOException e) {
    // Without the cause: its message names the file.
    return new MedSam2Exception(
        "download",
        "a folder to write to",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }

  @Override
  public void close() {
    for (Path part : written.keySet()) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        // The first failure is the one to report; a hidden .part file does no harm.
      }
    }
  }
}

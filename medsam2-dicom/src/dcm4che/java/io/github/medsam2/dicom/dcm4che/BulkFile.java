// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.data.ByteSource;
import io.github.medsam2.dicom.data.FileRange;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dcm4che3.data.BulkData;

/**
 * The file of bulk data. It is opened for each reading, a frame at a time, so that nobody has to
 * close it and threads do not wait for each other.
 */
final class BulkFile implements ByteSource {
  private final Path path;
  private final long size;
  private final int tag;

  private BulkFile(Path path, long size, int tag) {
    this.path = path;
    this.size = size;
    this.tag = tag;
  }

  /** Checks that the bulk data are there. */
  static BulkFile of(int tag, BulkData data) {
    String uri = data.getURI();
    if (uri == null || !uri.startsWith("file:") || data.longLength() < 0) {
      throw failure(tag, "bulk data of known length in a file", "others");
    }
    try {
      Path path = data.getFile().toPath();
      BulkFile file = new BulkFile(path, Files.size(path), tag);
      if (data.offset() < 0 || data.offset() > file.size - data.longLength()) {
        throw failure(tag, data.longLength() + " bytes", "a file that ends before");
      }
      return file;
    } catch (IOException | IllegalStateException e) {
      throw failure(tag, "a readable file", e.getClass().getSimpleName());
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(position);
      file.readFully(target, offset, length);
    } catch (IOException e) {
      throw failure(tag, "a readable file", e.getClass().getSimpleName());
    }
  }

  @Override
  public Optional<FileRange> inFile(long position, long length) {
    return Optional.of(new FileRange(path, position, length));
  }

  /** Without the cause: its message names the file, and file names name patients. */
  private static DicomException failure(int tag, String expected, String found) {
    return new DicomException(
        Tag.describe(tag),
        expected,
        found,
        "keep the file where the attributes were read from until they are no longer used");
  }
}

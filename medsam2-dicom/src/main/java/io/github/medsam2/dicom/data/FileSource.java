// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes of an open file.
 *
 * <p>A RandomAccessFile under a lock, not a channel: a channel closes itself when a reading thread
 * is interrupted, and then every other reader of the same file fails.
 */
final class FileSource implements ByteSource {
  private final Path path;
  private final RandomAccessFile file;
  private final long size;
  private boolean closed;

  private FileSource(Path path, RandomAccessFile file, long size) {
    this.path = path;
    this.file = file;
    this.size = size;
  }

  static FileSource open(Path path) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      try {
        return new FileSource(path, file, file.length());
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw notOpened(path, e);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized void read(long position, byte[] target, int offset, int length) {
    try {
      file.seek(position);
      file.readFully(target, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<FileRange> inFile(long position, long length) {
    return Optional.of(new FileRange(path, position, length));
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Without the cause: its message names the file, and file names name patients. */
  private static DicomException notOpened(Path path, Exception e) {
    if (Files.isDirectory(path)) {
      return new DicomException(
          "file", "a DICOM file", "a folder", "open its files one by one, and DicomFile.volumes");
    }
    return new DicomException(
        "file",
        "a DICOM file that can be read",
        Files.notExists(path) ? "no file of that name" : e.getClass().getSimpleName(),
        "check path and rights");
  }

  private DicomException failure(Exception e) {
    return new DicomException(
        "file",
        "an open file",
        closed ? "one that was closed" : e.getClass().getSimpleName(),
        "keep the DicomFile open as long as its frames are read");
  }
}

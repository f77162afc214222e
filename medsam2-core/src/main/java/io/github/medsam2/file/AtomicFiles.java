// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.file;

import io.github.medsam2.error.MedSam2Exception;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Files that come into being whole: each is written under a temporary name in its folder and moved
 * to its own when all are complete. What fails before leaves existing files as they were.
 */
public final class AtomicFiles {
  private final Map<Path, Path> temporaries = new LinkedHashMap<>();

  private AtomicFiles() {}

  /** Writes the content of one file. */
  public interface Content {
    /** Writes all of it; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes one file, replacing an existing one.
   *
   * @param format what is written, for the message when it cannot be
   */
  public static void write(Path file, String format, Content content) {
    write(format, Map.of(file, content));
  }

  /**
   * Writes a header and its data file. The header is moved last: it never points to data that is
   * not there.
   */
  public static void writePair(
      Path data, Content samples, Path header, Content text, String format) {
    Map<Path, Content> both = new LinkedHashMap<>();
    both.put(data, samples);
    both.put(header, text);
    write(format, both);
  }

  private static void write(String format, Map<Path, Content> contents) {
    AtomicFiles files = new AtomicFiles();
    try {
      for (Map.Entry<Path, Content> file : contents.entrySet()) {
        files.prepare(file.getKey(), file.getValue());
      }
      files.move();
    } catch (IOException e) {
      // Without the cause: its message names the file, and file names name patients.
      throw new MedSam2Exception(
          format, "a folder to write to", reason(e), "check path, rights and free space");
    } finally {
      files.discard();
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    boolean named = e instanceof FileSystemException || e.getMessage() == null;
    return named ? kind : kind + ", " + e.getMessage();
  }

  private void prepare(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".part");
    temporaries.put(target, temporary);
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      content.writeTo(out);
    }
    // On the disk before it has its name: after a power cut no name stands for half a file.
    try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private void move() throws IOException {
    for (Map.Entry<Path, Path> file : temporaries.entrySet()) {
      try {
        Files.move(file.getValue(), file.getKey(), StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(file.getValue(), file.getKey(), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Removes temporary files that were not moved. */
  private void discard() {
    for (Path temporary : temporaries.values()) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The first failure is the one to report; a hidden .part file does no harm.
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What makes names of files outlast a power cut. */
final class Durable {

  private Durable() {}

  /** Brings the names in a folder to the disk, where the system opens folders at all. */
  static void sync(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Makes a folder, the ones above it too, and brings their names to the disk. */
  static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path above = folder.toAbsolutePath().getParent();
      if (above != null) {
        folder(above);
      }
      Files.createDirectories(folder);
      sync(above == null ? folder : above);
    }
  }
}

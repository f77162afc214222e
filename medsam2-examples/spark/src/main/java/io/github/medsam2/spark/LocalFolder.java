// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an executor's results are made before they go to their file system. */
final class LocalFolder {
  /** A folder of this process that no other user can read, removed when the process ends. */
  static final Path PRIVATE = make();

  private LocalFolder() {}

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("medsam2-batch");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

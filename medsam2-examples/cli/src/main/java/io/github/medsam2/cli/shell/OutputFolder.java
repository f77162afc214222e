// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder the results go to. */
public final class OutputFolder {

  private OutputFolder() {}

  /** Makes the folder unless it is there. */
  public static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "folder of the results",
          "one to write to",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Memory of the process, native memory of engines included, where the system tells it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ResidentMemory() {}

  /** The most the process had since it began, in bytes. */
  static OptionalLong peak() {
    try {
      return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | NumberFormatException notThisSystem) {
      return OptionalLong.empty();
    }
  }
}

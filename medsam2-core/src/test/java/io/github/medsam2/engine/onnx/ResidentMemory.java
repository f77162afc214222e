// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process that is in RAM; known on Linux only. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Mebibytes; skips the calling test where they cannot be read. */
  static long mib() throws IOException {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D+", "")) / 1024;
  }
}

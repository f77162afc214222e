// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, in which a probe counts the memory that work leaves behind. A small heap
 * touched at the start and a small compiler leave only native memory to grow.
 */
public final class OwnProcess {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final List<String> SETTINGS =
      List.of(
          "-Xms48m",
          "-Xmx48m",
          "-XX:+UseSerialGC",
          "-XX:+AlwaysPreTouch",
          "-XX:TieredStopAtLevel=1",
          "-Dai.djl.pytorch.num_threads=1",
          "-Dai.djl.pytorch.num_interop_threads=1");

  private OwnProcess() {}

  /**
   * The kilobytes a probe reports: its main class gets the file to write them to, and then the
   * arguments. Skips the calling test where resident memory cannot be read.
   */
  public static long growth(Class<?> probe, Path folder, String... arguments) throws Exception {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
    Path report = folder.resolve("growth");
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SETTINGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), probe.getName()));
    command.add(report.toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(600, TimeUnit.SECONDS)).as("the probe ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return Long.parseLong(Files.readString(report));
  }

  /** Called by a probe: does a tenth of the work, then the rest, and reports what that added. */
  public static void report(String file, int repetitions, Runnable work) throws IOException {
    int settled = repetitions / 10;
    for (int i = 0; i < settled; i++) {
      work.run();
    }
    long before = residentKilobytes();
    for (int i = settled; i < repetitions; i++) {
      work.run();
    }
    Files.writeString(Path.of(file), Long.toString(residentKilobytes() - before));
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}

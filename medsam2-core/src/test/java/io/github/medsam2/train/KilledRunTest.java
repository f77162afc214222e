// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose process is killed and started again. */
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("medsam2.kills", 1);

  @TempDir Path folder;

  private Process start(Path run) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx400m",
            "-cp",
            System.getProperty("java.class.path"),
            NanoRun.class.getName(),
            run.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static long lines(Path run) throws Exception {
    Path log = run.resolve("log.jsonl");
    return Files.exists(log) ? Files.readString(log).lines().count() : 0;
  }

  private void killAfter(Path run, long more) throws Exception {
    long before = lines(run);
    Process process = start(run);
    try {
      while (process.isAlive() && lines(run) < before + more) {
        process.waitFor(7, TimeUnit.MILLISECONDS);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void killedRunsEndAsUnbrokenOnes() throws Exception {
    Path whole = folder.resolve("whole");
    try (Trainer trainer =
        Trainer.open(NanoRun.weights(), NanoRun.split(3, 1), whole, NanoRun.killed())) {
      trainer.run(p -> true);
      trainer.export(whole.resolve("last.safetensors"));
    }
    Path killed = folder.resolve("killed");
    for (int i = 0; i < KILLS; i++) {
      killAfter(killed, 1 + i % 3);
    }
    Process last = start(killed);
    assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
    for (String file : List.of("last.safetensors", "best.safetensors")) {
      assertThat(Files.mismatch(whole.resolve(file), killed.resolve(file))).as(file).isEqualTo(-1);
    }
    assertThat(lines(killed)).isEqualTo(lines(whole));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.MedSam2;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.testing.ChildJvm;
import io.github.medsam2.testing.NanoModel;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever ends a program that is calculating finds no crash and no report of one. */
class TorchShutdownTest {
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked there, but stopped")
  void aSignalEndsAProgramThatCalculates() throws Exception {
    ChildJvm child = new ChildJvm(folder);
    Path checkpoint = NanoModel.write(folder);
    Process process = child.command(Busy.class.getName(), checkpoint.toString()).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> before = out.lines().takeWhile(line -> !line.equals(Busy.BEGUN)).toList();
      assertThat(process.isAlive()).as(String.join("\n", before)).isTrue();
      process.toHandle().destroy(); // which leaves its output open
      List<String> after = out.lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", after)).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.list(child.folder("work"))) {
      assertThat(files).isEmpty();
    }
  }

  /** Calculates on two threads until it is ended. */
  static final class Busy {
    static final String BEGUN = "begun";

    private Busy() {}

    /** The program. */
    public static void main(String... checkpoint) {
      MedSam2 model = MedSam2.load(Path.of(checkpoint[0]), NanoModel.options("torch"));
      model.embed(NanoModel.image(1)).close();
      new Thread(() -> embed(model)).start();
      System.out.println(BEGUN);
      embed(model);
    }

    private static void embed(MedSam2 model) {
      try {
        while (true) {
          model.embed(NanoModel.image(1)).close();
        }
      } catch (EngineException refused) {
        // the JVM ends
      }
    }
  }
}

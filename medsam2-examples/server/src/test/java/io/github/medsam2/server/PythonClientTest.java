// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unchanged Python client does a whole round; skipped where Python does not have it. */
class PythonClientTest {
  @TempDir private Path folder;

  @Test
  void monaiLabel() throws Exception {
    Path image = Files.write(folder.resolve("image.nii.gz"), Scene.file(2, ".nii.gz"));
    round("monailabel.client", "monai_round.py", image.toString(), folder.toString());
  }

  @Test
  void nnInteractive() throws Exception {
    round("nnInteractive.inference.remote", "nninteractive_round.py");
  }

  private void round(String module, String resource, String... arguments) throws Exception {
    assumeTrue(run(List.of("python3", "-c", "import " + module)) == 0, "Python has no " + module);
    Path script = folder.resolve("round.py");
    try (InputStream in =
        Objects.requireNonNull(PythonClientTest.class.getResourceAsStream(resource))) {
      Files.copy(in, script);
    }
    try (MedSam2Server server = Scene.setup().open()) {
      List<String> command = new ArrayList<>(List.of("python3", script.toString()));
      command.add("http://127.0.0.1:" + server.port());
      command.addAll(List.of(arguments));
      int code = run(command);
      assertThat(code).as(Files.readString(folder.resolve("log"))).isZero();
    }
    assertThat(folder.resolve("log")).content().contains("whole round");
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // no Python
    }
  }
}

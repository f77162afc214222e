// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's scripts without a browser, in node; skipped without it. */
class LateAnswersTest {
  @TempDir private Path folder;

  private static Optional<Path> node() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("MEDSAM2_NODE")),
            Stream.of("/usr/bin/node", "/usr/local/bin/node"))
        .map(Path::of)
        .filter(Files::exists)
        .findFirst();
  }

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(WebFiles.class.getResource(name), name).toURI());
  }

  @Test
  void whatComesTooLateIsNotTaken() throws Exception {
    assumeTrue(node().isPresent(), "node");
    for (String script : List.of("state.js", "api.js", "scene.js")) {
      Files.copy(resource(script), folder.resolve(script));
    }
    Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
    Process node =
        new ProcessBuilder(
                node().orElseThrow().toString(),
                resource("/page/late.mjs").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(said).isZero();
    assertThat(said).contains("passed");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.medsam2.MedSam2;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.dicom.PhantomDicom;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in Chromium, through a whole case with the model that is shipped; its pictures lie in
 * {@code target/page}. Needs node, chromium and npm's playwright-core, whose folder {@code
 * MEDSAM2_PLAYWRIGHT} names where it is not among node's own; skipped without.
 */
class PageInBrowserTest {
  private static final String TOKEN = "00112233445566778899aabbccddeeff";

  @TempDir private Path folder;

  private static Optional<Path> first(String variable, String... usual) {
    return Stream.concat(Stream.ofNullable(System.getenv(variable)), Stream.of(usual))
        .map(Path::of)
        .filter(Files::exists)
        .findFirst();
  }

  private static Optional<Path> playwright() {
    return first(
        "MEDSAM2_PLAYWRIGHT",
        "/usr/lib/node_modules/playwright-core",
        "/usr/local/lib/node_modules/playwright-core",
        System.getProperty("user.home") + "/node_modules/playwright-core");
  }

  private static Optional<Path> chromium() {
    return first(
        "MEDSAM2_CHROMIUM",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome");
  }

  private static Optional<Path> node() {
    return first("MEDSAM2_NODE", "/usr/bin/node", "/usr/local/bin/node");
  }

  /** As a C-arm would send it, with a narrowing of 60 % in the middle of the right artery. */
  private Path cine() {
    LesionSpec lesion = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.6, 12);
    PhantomConfig config =
        PhantomConfig.of(7, TreeSide.RIGHT, 35, -5).withMatrix(512).withFrames(12, 7.5);
    Path file = folder.resolve("phantom.dcm");
    PhantomDicom.writer(new Phantom(config.withLesions(lesion))).write(file);
    return file;
  }

  @Test
  void aWholeCase() throws Exception {
    assumeTrue(
        playwright().isPresent() && chromium().isPresent() && node().isPresent(),
        "node, chromium and playwright-core");
    String script =
        Path.of(Objects.requireNonNull(getClass().getResource("/page/case.mjs"), "script").toURI())
            .toString();
    try (MedSam2 model = XcaNano.load();
        MedSam2Server server =
            MedSam2Server.on(model)
                .name("xca-nano")
                .card(XcaNano.card())
                .port(0)
                .token(TOKEN)
                .open()) {
      Process browser =
          new ProcessBuilder(
                  node().orElseThrow().toString(),
                  script,
                  server.address(),
                  cine().toString(),
                  Path.of("target/page").toAbsolutePath().toString(),
                  playwright().orElseThrow().toString(),
                  chromium().orElseThrow().toString(),
                  TOKEN)
              .redirectErrorStream(true)
              .start();
      String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
      assertThat(said).contains("passed").doesNotContain("FAILED");
      assertThat(browser.exitValue()).as(said).isZero();
      assertThat(server.sessionCount()).as("one page has one session").isEqualTo(1);
    }
  }
}

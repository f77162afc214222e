// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.medsam2.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of Java in README.md and docs/*.md compiles, and those marked for it run. */
class DocumentedCodeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

  private final Path readme = ROOT.resolve("README.md");

  @TempDir Path folder;

  private List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(readme));
    if (Files.isDirectory(ROOT.resolve("docs"))) {
      try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
        docs.filter(f -> f.toString().endsWith(".md")).sorted().forEach(texts::add);
      }
    }
    return texts;
  }

  @Test
  void theReadmeShowsCodeThatRuns() throws IOException {
    assertThat(Snippet.of(Files.readString(readme))).anyMatch(Snippet::run);
  }

  @TestFactory
  Stream<DynamicTest> blocks() throws IOException {
    Path checkpoint = folder.resolve("untrained.pt");
    UntrainedNetwork.write(checkpoint, 1);
    Image image = VesselPicture.draw(1).image();
    List<DynamicTest> tests = new ArrayList<>();
    for (Path text : texts()) {
      for (Snippet snippet : Snippet.of(Files.readString(text))) {
        Path place = Files.createDirectory(folder.resolve("block" + tests.size()));
        String name = ROOT.relativize(text) + " line " + snippet.line();
        tests.add(dynamicTest(name, () -> check(snippet, place, checkpoint, image)));
      }
    }
    return tests.stream();
  }

  private static void check(Snippet snippet, Path place, Path checkpoint, Image image)
      throws Exception {
    SnippetCompiler compiler = new SnippetCompiler(place);
    compiler.compile(snippet);
    if (snippet.run()) {
      compiler.run(checkpoint, image);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetTest {
  private static final Image IMAGE = Image.gray8(2, 3, new byte[6]);

  @TempDir Path folder;

  private void compile(String code) throws IOException {
    new SnippetCompiler(folder).compile(new Snippet(10, false, code));
  }

  @Test
  void blocksOfJavaAreFoundWithTheirLines() {
    String text =
        """
        # Title
        ```java
        one();
        two();
        ```
        ```bash
        java -version
        ```
        - in a list:
          ```java run
          three();
          ```
        """;

    assertThat(Snippet.of(text))
        .containsExactly(
            new Snippet(3, false, "one();\ntwo();\n"), new Snippet(11, true, "  three();\n"));
  }

  @Test
  void aBlockThatWouldBeMissedIsRefused() {
    for (String fence : new String[] {"```java ignore", "```Java", "~~~java", "```java run now"}) {
      assertThatThrownBy(() -> Snippet.of(fence + "\nx();\n```\n"))
          .as(fence)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void statementsSeeTheVariablesAndTheirOwnImports() throws Exception {
    compile(
        """
        import java.util.concurrent.atomic.AtomicInteger;
        AtomicInteger pixels = new AtomicInteger(image.width() * image.height());
        List<Path> files = List.of(checkpoint);
        try (MedSam2 model = MedSam2.load(files.get(0))) {
          throw new IllegalStateException("not reached");
        }
        """);
  }

  @Test
  void aTypeIsASourceFile() throws IOException {
    compile(
        "package a;\n\nimport io.github.medsam2.MedSam2;\n\nrecord Pair(MedSam2 a, int b) {}\n");
  }

  @Test
  void aFaultIsToldWithItsLineInTheText() {
    assertThatThrownBy(() -> compile("import java.io.File;\nint a = 1;\nint b = \"c\";\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 12")
        .hasMessageContaining("String cannot be converted to int");
  }

  @Test
  void statementsAreRun() throws Exception {
    compile("if (image.height() != 3 || !checkpoint.endsWith(\"c.pt\")) throw new Exception();");
    new SnippetCompiler(folder).run(Path.of("c.pt"), IMAGE);

    assertThatThrownBy(() -> new SnippetCompiler(folder).run(Path.of("d.pt"), IMAGE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("java.lang.Exception");
  }
}

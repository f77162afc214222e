// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.kit.Script.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook is what its script makes, and its cells run one after the other. */
class NotebooksTest {
  private static final Path SCRIPTS = Path.of("src/main/jshell");
  private static final Path NOTEBOOKS = Path.of("src/main/notebooks");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.map(f -> f.getFileName().toString().replace(".jsh", "")).sorted().toList();
    }
  }

  @Test
  void thereIsANotebookForEachScript() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".ipynb", "")))
          .containsExactlyInAnyOrderElementsOf(names())
          .hasSizeGreaterThan(5);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void cellsAreTheScriptsAndRun(String name) throws IOException {
    byte[] file = Files.readAllBytes(NOTEBOOKS.resolve(name + ".ipynb"));
    List<Cell> cells = Notebook.read(file);
    List<String> script = Files.readAllLines(SCRIPTS.resolve(name + ".jsh"));
    assertThat(cells)
        .usingRecursiveComparison()
        .isEqualTo(
            Notebook.cells(Script.of(script)).stream()
                .map(
                    c -> new Cell(c.text(), c.lines().stream().map(String::stripTrailing).toList()))
                .toList());
    try (Shell shell = new Shell()) {
      for (Cell cell : cells) {
        if (!cell.text()) {
          shell.run(MakeNotebooks.runnable(cell));
        }
      }
      assertThat(shell.printed()).isNotBlank();
    }
  }

  @Test
  void whatFailsIsTold() {
    try (Shell shell = new Shell()) {
      assertThatThrownBy(() -> shell.run(List.of("int a = \"b\";")))
          .hasMessageContaining("incompatible types");
      assertThatThrownBy(() -> shell.run(List.of("model().prompt(null).predict();")))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> shell.run(List.of("for (;;) {"))).hasMessageContaining("no whole");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * A script for JShell whose comments {@code //#} are the text of a notebook, and whose paragraphs
 * in between are its cells.
 *
 * @param cells in order
 */
record Script(List<Cell> cells) {
  private static final String TEXT = "//# ";

  /**
   * A part of a script.
   *
   * @param text whether it is Markdown, or Java
   * @param lines without the marks of a comment
   */
  record Cell(boolean text, List<String> lines) {
    String joined() {
      return String.join("\n", lines);
    }
  }

  static Script of(List<String> lines) {
    List<Cell> cells = new ArrayList<>();
    List<String> cell = new ArrayList<>();
    boolean text = false;
    for (String line : lines) {
      boolean isText = line.startsWith(TEXT);
      if (isText != text) {
        add(cells, text, cell);
        cell = new ArrayList<>();
        text = isText;
      }
      cell.add(isText ? line.substring(TEXT.length()) : line);
    }
    add(cells, text, cell);
    return new Script(List.copyOf(cells));
  }

  private static void add(List<Cell> cells, boolean text, List<String> lines) {
    List<String> stripped = new ArrayList<>(String.join("\n", lines).strip().lines().toList());
    if (!stripped.isEmpty()) {
      cells.add(new Cell(text, List.copyOf(stripped)));
    }
  }
}

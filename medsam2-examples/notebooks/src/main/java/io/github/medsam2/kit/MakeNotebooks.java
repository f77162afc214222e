// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import io.github.medsam2.kit.Script.Cell;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notebooks: runs every script and writes its cells with what they printed and showed.
 *
 * <pre>
 * java -cp .. io.github.medsam2.kit.MakeNotebooks src/main/jshell src/main/notebooks
 * </pre>
 */
public final class MakeNotebooks {
  /** Where this machine keeps temporary files is nobody's business. */
  private static final String TEMPORARY = System.getProperty("java.io.tmpdir") + File.separator;

  private static @Nullable BufferedImage kept;

  private MakeNotebooks() {}

  /** Takes the folder of the scripts and that of the notebooks. */
  public static void main(String... arguments) throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of(arguments[0]))) {
      for (Path script : scripts.sorted().toList()) {
        String name = String.valueOf(script.getFileName()).replace(".jsh", ".ipynb");
        System.out.println(name);
        Files.writeString(
            Path.of(arguments[1]).resolve(name), run(Script.of(Files.readAllLines(script))));
      }
    }
  }

  /** Where a running script leaves its picture. */
  public static void keep(BufferedImage picture) {
    kept = picture;
  }

  private static String run(Script script) throws IOException {
    Notebook notebook = new Notebook();
    try (Shell shell = new Shell()) {
      for (Cell cell : Notebook.cells(script)) {
        kept = null;
        if (!cell.text()) {
          shell.run(runnable(cell));
        }
        notebook.add(cell, shell.printed().replace(TEMPORARY, ""), kept);
      }
    }
    return notebook.json();
  }

  /** Without lines for the kernel, and with a picture at the end kept. */
  static List<String> runnable(Cell cell) {
    return cell.lines().stream()
        .filter(line -> !line.startsWith("%"))
        .map(
            line ->
                line.startsWith("picture(")
                    ? "io.github.medsam2.kit.MakeNotebooks.keep(" + line + ");"
                    : line)
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.io.ImageFile;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cases that take a moment each: small pictures, a box on each. */
final class Cases {
  private Cases() {}

  /** Writes so many, and the list of them. */
  static Path write(Path folder, int count) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ImageFile.writePng(folder.resolve("images/" + i + ".png"), NanoModel.image(i));
      lines.add(line("case " + i, "images/" + i + ".png"));
    }
    return Files.write(folder.resolve("cases.jsonl"), lines);
  }

  /** A line with a box. */
  static String line(String id, String input) {
    return "{\"id\":\""
        + id
        + "\",\"input\":\""
        + input
        + "\",\"prompts\":[{\"box\":[20,16,70,50]}]}";
  }

  /** Folders of results, and of what is being made. */
  static List<String> folders(Path results) throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .filter(n -> n.length() > 2)
          .filter(n -> !n.equals(".tmp"))
          .filter(n -> !n.equals(results.getFileName().toString()))
          .toList();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import com.google.gson.JsonObject;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of a result.
 *
 * @param name below the result's folder, with {@code /} between folders
 * @param bytes how long it is
 * @param sha256 of its bytes, in hexadecimal
 */
public record StoredFile(String name, long bytes, String sha256) {

  /** Refuses names that lead out of the folder. */
  public StoredFile {
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.startsWith(".") || part.contains("\\")) {
        throw new FormatException(
            "file of a result", "a plain name below its folder", "another", "remove the marker");
      }
    }
  }

  /** All files of a folder, in the order of their names. */
  public static List<StoredFile> in(Path folder) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.add(new StoredFile(name, Files.size(file), Sha256.of(file)));
      }
    }
    return files;
  }

  /** Whether a folder holds this file as it was written. */
  boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && Files.size(file) == bytes && Sha256.of(file).equals(sha256);
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("name", name);
    o.addProperty("bytes", bytes);
    o.addProperty("sha256", sha256);
    return o;
  }

  static StoredFile read(JsonFields o) {
    StoredFile file = new StoredFile(o.text("name"), (long) o.number("bytes"), o.text("sha256"));
    o.end();
    return file;
  }
}

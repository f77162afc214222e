// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The file {@code project.json}, written once.
 *
 * @param id of the project
 */
record ProjectFile(String id, ProjectOptions options) {
  private static final String NAME = "project.json";
  private static final String FORMAT = "medsam2-project";
  private static final int VERSION = 1;
  private static final long LONGEST = 1 << 16;

  /** The project in a folder, begun where there is none. */
  static ProjectFile in(Path folder, Optional<ProjectOptions> wanted) {
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      ProjectFile found = read(file);
      wanted.ifPresent(w -> found.requireSame(w));
      return found;
    }
    ProjectOptions options =
        wanted.orElseThrow(
            () ->
                new InvalidInputException(
                    "project folder", "one with a " + NAME, "none", "begin it with its options"));
    ProjectFile begun = new ProjectFile(UUID.randomUUID().toString(), options);
    byte[] text = (begun.json() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, NAME, out -> out.write(text));
    return begun;
  }

  private void requireSame(ProjectOptions wanted) {
    if (!wanted.equals(options)) {
      throw new InvalidInputException(
          "project folder",
          wanted.toString(),
          options.toString(),
          "give the base and options it was begun with, or another folder");
    }
  }

  private JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("format", FORMAT);
    o.addProperty("version", VERSION);
    o.addProperty("id", id);
    o.addProperty("created", Instant.now().toString());
    o.addProperty("base", options.base());
    o.addProperty("seed", Long.toString(options.seed()));
    o.addProperty("frozenShare", options.frozenShare());
    o.addProperty("leastFrozen", options.leastFrozen());
    return o;
  }

  private static ProjectFile read(Path file) {
    try {
      String text = Files.size(file) > LONGEST ? "" : Files.readString(file);
      JsonFields f = JsonFields.of(NAME, JsonParser.parseString(text));
      if (!f.text("format").equals(FORMAT) || f.whole("version") != VERSION) {
        throw JsonFields.wrong("format and version", FORMAT + " " + VERSION);
      }
      String id = f.text("id");
      f.text("created");
      ProjectOptions options =
          ProjectOptions.of(f.text("base"))
              .seed(Long.parseLong(f.text("seed")))
              .frozen(f.number("frozenShare"), f.whole("leastFrozen"));
      f.end();
      return new ProjectFile(id, options);
    } catch (JsonParseException | InvalidInputException | NumberFormatException e) {
      throw new FormatException(
          NAME, "a project as this library writes it", "another text", "take a whole copy", e);
    } catch (IOException e) {
      throw new MedSam2Exception(
          NAME, "a readable file", e.getClass().getSimpleName(), "check path and rights");
    }
  }
}

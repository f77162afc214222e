// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line of the session in docs/cli.md runs, in its order, and answers in JSON. */
class DocumentedSessionTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolve("../../docs/cli.md").normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\R(.*?)^```");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String ARCHIVE = "http://localhost:8042/dicom-web";
  private static final Set<String> WITH_MODEL =
      Set.of(
          "demo",
          "segment",
          "track",
          "volume",
          "qca",
          "evaluate",
          "compare",
          "train",
          "lora",
          "batch");
  private static final Set<String> ROUND_WITH_MODEL = Set.of("new", "propose", "accept", "train");

  @TempDir Path folder;

  @Test
  void everyLineRuns() throws IOException {
    Made.into(folder.resolve("in"));
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(25);
    try (SmallArchive archive = new SmallArchive()) {
      run(lines, archive.root());
    }
    assertThat(lines.stream().map(l -> words(l).get(0)).distinct())
        .as("every command is in the session")
        .hasSize(18);
  }

  private void run(List<String> lines, String archive) {
    for (String line : lines) {
      List<String> words = words(line);
      words.replaceAll(word -> word.equals(ARCHIVE) ? archive : word);
      Shell.Result result = Shell.run(words.toArray());
      assertThat(result.code()).as(line + "\n" + result.err()).isZero();
      assertThat(result.err()).as(line).doesNotContain("Doe").doesNotContain("\tat ");
      JsonObject json = result.json();
      assertThat(json.get("ok").getAsBoolean()).as(line).isTrue();
      if (json.has("files")) {
        for (JsonElement file : json.getAsJsonArray("files")) {
          assertThat(Path.of(file.getAsString())).as(line).exists();
        }
      }
    }
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      lines.addAll(Arrays.asList(block.group(1).strip().split("\\R")));
    }
    return lines;
  }

  /** With files in the test's folder, and small. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.substring("medsam2 ".length()));
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      boolean file = text.startsWith("in/") || text.startsWith("out/");
      words.add(file ? folder.resolve(text).toString() : text);
    }
    boolean step = words.get(0).equals("round") && ROUND_WITH_MODEL.contains(words.get(1));
    if (WITH_MODEL.contains(words.get(0)) || step) {
      words.addAll(List.of("--image-size", "128", "--threads", "1"));
    }
    if (line.startsWith("medsam2 demo --out")) {
      words.addAll(List.of("--frames", "3", "--matrix", "128"));
    }
    if (words.get(0).equals("doctor")) {
      words.addAll(List.of("--threads", "1"));
    }
    words.add("--json");
    return words;
  }
}

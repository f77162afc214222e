// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.inspect;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.batch.input.FileType;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Cases;
import io.github.medsam2.data.SampleFolder;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder is. */
final class FolderInspection {
  private final Console console;

  FolderInspection(Console console) {
    this.console = console;
  }

  /** A kind of folder and a line about it. */
  record Found(String kind, String line) {}

  Found of(Path path) {
    if (Files.isRegularFile(path.resolve("adapter_config.json"))) {
      return adapter(path);
    } else if (Files.isRegularFile(path.resolve("log.jsonl"))) {
      return run(path);
    } else if (Files.isRegularFile(path.resolve(SampleFolder.NAME))
        || Files.exists(path.resolve("polygons.tsv"))
        || Files.isDirectory(path.resolve("annotations"))) {
      SampleSet cases = Cases.read(path, Optional.empty(), console);
      console.put("cases", cases.size());
      return new Found("cases", cases.size() + " with masks; use: evaluate, compare, train, round");
    }
    return files(path);
  }

  private Found adapter(Path path) {
    Adapter adapter = Adapter.read(path);
    console.put("parameters", adapter.parameters());
    console.put("base", adapter.base());
    return new Found(
        "adapter",
        String.format(
            Locale.ROOT,
            "%s, %,d numbers, %d corrections, %d whole tensors; %s; use: --adapter, convert",
            adapter.name(),
            adapter.parameters(),
            adapter.corrections().size(),
            adapter.whole().size(),
            adapter
                .base()
                .map(b -> "for the base " + b.substring(0, Math.min(12, b.length())))
                .orElse("it does not say for which base")));
  }

  private Found run(Path path) {
    try (Stream<String> lines = Files.lines(path.resolve("log.jsonl"))) {
      String last = lines.reduce((a, b) -> b).orElse("nothing");
      return new Found("training run", "last line of its log: " + last);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private Found files(Path path) {
    Map<String, Integer> kinds = new TreeMap<>();
    try (Stream<Path> all = Files.list(path)) {
      all.filter(Files::isRegularFile)
          .forEach(
              f -> kinds.merge(FileType.of(f).name().toLowerCase(Locale.ROOT), 1, Integer::sum));
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (kinds.isEmpty()) {
      throw new InvalidInputException(
          "folder " + path, "files", "none", "give the folder they lie in themselves");
    }
    console.put("contents", kinds);
    return new Found("folder", "files " + kinds + "; of DICOM slices or frames: volume, track");
  }

  private static MedSam2Exception unreadable(Exception e) {
    return new MedSam2Exception(
        "folder", "one that can be read", e.getClass().getSimpleName(), "check path and rights", e);
  }
}

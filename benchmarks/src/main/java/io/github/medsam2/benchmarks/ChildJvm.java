package io.github.medsam2.benchmarks;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fresh JVM with this one's class path, for what happens once in a process. */
final class ChildJvm {

  private ChildJvm() {}

  /** Runs a command of {@link Main}; returns what it printed. */
  static List<String> run(String... command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    words.addAll(List.of(command));
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new MedSam2Exception(
            "process " + command[0], "status 0", "status " + status, "see its message above");
      }
      return printed.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MedSam2Exception(
          "process " + command[0], "its end", "an interrupt", "run it again", e);
    }
  }
}

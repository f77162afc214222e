// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fresh JVM with this one's class path, for what happens once in a process. */
final class ChildJvm {

  private ChildJvm() {}

  /** Runs a command of {@link Main}; returns what it printed. */
  static List<String> run(String... command) {
    return run(List.of(), command);
  }

  private static List<String> run(List<String> options, String... command) {
    Process process = start(options, Redirect.PIPE, command);
    try (InputStream printed = process.getInputStream()) {
      String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      await(process, command[0]);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of {@link Main} that prints figures, each with {@link #figure}. */
  static Map<String, Double> figures(List<String> options, String... command) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : run(options, command)) {
      int at = line.lastIndexOf(' ');
      figures.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
    }
    return figures;
  }

  /** Prints a figure for the process that started this one. */
  static void figure(PrintStream out, String name, double value) {
    out.println(name + " " + value);
  }

  /** Runs a command of {@link Main} under options of the JVM; prints what it prints. */
  static void show(List<String> options, String... command) {
    await(start(options, Redirect.INHERIT, command), command[0]);
  }

  private static Process start(List<String> options, Redirect output, String... command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(command));
    try {
      return new ProcessBuilder(words)
          .redirectOutput(output)
          .redirectError(Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, String name) {
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new MedSam2Exception(
            "process " + name, "status 0", "status " + status, "see its message above");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new MedSam2Exception("process " + name, "its end", "an interrupt", "run it again", e);
    }
  }
}

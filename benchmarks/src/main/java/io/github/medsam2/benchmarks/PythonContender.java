// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.error.MedSam2Exception;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The original's code in a Python process of its own: {@code benchmarks/sam2_python.py}. */
final class PythonContender implements Contender {
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String name;

  /**
   * @param script {@code sam2_python.py}
   * @param original the folder of {@code facebookresearch/sam2}
   * @param type {@code float32} or {@code bfloat16}
   */
  PythonContender(Path script, Path original, int threads, String type) {
    ProcessBuilder builder =
        new ProcessBuilder("python3", script.toString(), original.toString(), "" + threads, type)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("OMP_NUM_THREADS", "" + threads);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
    name = "Python, " + answer();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Turn once(Work work) {
    try {
      questions.write(work.word() + "\n");
      questions.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] figures = answer().split(" ", 2);
    return new Turn(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new MedSam2Exception(
            "the original in Python", "an answer", "its end", "see its message above");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Other people's opinion of our files: {@code dciodvfy} of dicom3tools, {@code dsrdump} of DCMTK. A
 * test that asks a tool that is not on the path is skipped, and says so.
 */
public enum Validator {
  DCIODVFY("dciodvfy"),
  DSRDUMP("dsrdump");

  private static final String ERROR = "^(e:|f:|.*\\berror\\b|abort).*";

  private final String command;

  Validator(String command) {
    this.command = command;
  }

  /** Asserts that the tool finds no error in a file; skips the test where there is no such tool. */
  public void accepts(byte[] file) {
    assertThat(complaints(file, ERROR)).as(command).isEmpty();
  }

  /** Asserts that the tool finds neither an error nor anything to warn of. */
  public void praises(byte[] file) {
    assertThat(complaints(file, ERROR + "|^warning\\b.*")).as(command).isEmpty();
  }

  /** Asserts that the tool finds an error: that it does look. */
  public void rejects(byte[] file) {
    assertThat(complaints(file, ERROR)).as(command).isNotEmpty();
  }

  private boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private List<String> complaints(byte[] file, String pattern) {
    assumeTrue(isInstalled(), command + " is not on the path, so nothing was validated");
    try {
      Path input = Files.createTempFile("object", ".dcm");
      Path output = Files.createTempFile("object", ".txt");
      try {
        Files.write(input, file);
        Process tool =
            new ProcessBuilder(command, input.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return judge(tool.exitValue(), Files.readString(output, ISO_8859_1), pattern);
      } finally {
        Files.delete(input);
        Files.delete(output);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Both tools go on after an error, and neither says all of it in its exit value. */
  private List<String> judge(int exit, String output, String pattern) {
    List<String> lines =
        output.lines().filter(l -> l.toLowerCase(Locale.ROOT).matches(pattern)).toList();
    boolean silent = lines.isEmpty() && (this == DSRDUMP ? exit != 0 : output.isBlank());
    return silent ? List.of("exit " + exit + ": " + output) : lines;
  }
}

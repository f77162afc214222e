// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** JShell within this process, so that the objects of a script can be had. */
final class Shell implements AutoCloseable {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final JShell shell;

  /** With the imports of the start-up script. */
  Shell() {
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    run(StartFiles.imports());
  }

  /**
   * Runs lines of Java. They print where this process prints, which is kept meanwhile.
   *
   * @throws IllegalStateException with the snippet that does not compile or that failed
   */
  void run(List<String> lines) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      runAll(String.join("\n", lines));
    } finally {
      System.setOut(before);
    }
  }

  private void runAll(String lines) {
    String rest = lines;
    while (!rest.isBlank()) {
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!info.completeness().isComplete()) {
        throw new IllegalStateException("no whole snippet: " + rest);
      }
      shell.eval(info.source()).forEach(this::check);
      rest = info.remaining();
    }
  }

  private void check(SnippetEvent event) {
    if (event.exception() instanceof EvalException e) {
      throw new IllegalStateException(
          e.getExceptionClassName() + ": " + e.getMessage() + " in " + event.snippet().source(), e);
    }
    if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
      StringBuilder why = new StringBuilder(event.snippet().source());
      shell.diagnostics(event.snippet()).map(Shell::text).forEach(why::append);
      throw new IllegalStateException(why.toString());
    }
  }

  private static String text(Diag diagnostic) {
    return "\n" + diagnostic.getMessage(Locale.ROOT);
  }

  /** What was printed since this was last asked. */
  String printed() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  @Override
  public void close() {
    shell.close();
  }
}

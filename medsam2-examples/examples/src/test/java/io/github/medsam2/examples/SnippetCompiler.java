// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.image.Image;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles and runs snippets on the test class path.
 *
 * <p>A snippet is a sequence of statements that may begin with imports. The packages of the front
 * door are imported already, exceptions may pass, and two variables are there: {@code checkpoint},
 * a path, and {@code image}. A snippet that declares a top-level type is a source file of its own,
 * which is compiled only.
 */
final class SnippetCompiler {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^((public|final|abstract|sealed) )*(class|interface|enum|record) \\w");

  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;");

  /** On one line, so that the lines of a snippet keep their numbers. */
  private static final String HEAD =
      String.join(
          " ",
          "import io.github.medsam2.*;",
          "import io.github.medsam2.image.*;",
          "import io.github.medsam2.io.*;",
          "import io.github.medsam2.prompt.*;",
          "import java.nio.file.*;",
          "import java.util.*;");

  private static final String BODY =
      String.join(
          " ",
          "final class Snippet {",
          "static Path checkpoint;",
          "static Image image;",
          "static void run() throws Exception {");

  private final Path folder;

  /**
   * @param folder an empty one, for source and classes
   */
  SnippetCompiler(Path folder) {
    this.folder = folder;
  }

  /** Compiles a snippet. Throws an {@link AssertionError} with the compiler's messages. */
  void compile(Snippet snippet) throws IOException {
    Path source = Files.writeString(folder.resolve("Snippet.java"), source(snippet.code()));
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!javac
          .getTask(null, files, found, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new AssertionError(messages(found, snippet.line()));
      }
    }
  }

  /** Runs the statements that were compiled. */
  void run(Path checkpoint, Image image) throws Exception {
    URL[] here = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(here, getClass().getClassLoader())) {
      Class<?> snippet = loader.loadClass("Snippet");
      set(snippet, "checkpoint", checkpoint);
      set(snippet, "image", image);
      var run = snippet.getDeclaredMethod("run");
      run.setAccessible(true);
      run.invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError("the snippet fails: " + e.getCause(), e.getCause());
    }
  }

  private static void set(Class<?> snippet, String name, Object value)
      throws ReflectiveOperationException {
    var field = snippet.getDeclaredField(name);
    field.setAccessible(true);
    field.set(null, value);
  }

  private static String source(String code) {
    if (TYPE.matcher(code).find()) {
      return code;
    }
    String imports =
        IMPORT.matcher(code).results().map(m -> m.group()).collect(Collectors.joining(" "));
    return HEAD + imports + BODY + IMPORT.matcher(code).replaceAll("") + "}}";
  }

  private static String messages(DiagnosticCollector<JavaFileObject> found, int firstLine) {
    return found.getDiagnostics().stream()
        .map(d -> "line " + (firstLine - 1 + d.getLineNumber()) + ": " + d.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }
}

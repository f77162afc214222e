// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds public types, and packages, whose Javadoc has no first sentence. Doclint cannot: it also
 * demands comments on every constructor of a record.
 */
public final class JavadocCheck {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?<modifiers>(?:\\b(?:public|protected|private|static|final|abstract|sealed|strictfp)\\s+"
              + "|non-sealed\\s+)*)"
              + "(?<kind>(?<![.\\w])class|@?\\binterface|\\benum|\\brecord)\\s+(?<name>\\w+)"
              + "(?=\\s*[\\s({<])");

  private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+(?<name>[\\w.]+)\\s*;");

  /** A sentence of at least two words. */
  private static final Pattern SENTENCE =
      Pattern.compile("\\S+\\s+\\S.*?[.:?](\\s|$)", Pattern.DOTALL);

  private JavadocCheck() {}

  /** One line for every fault beneath a source folder: file, line and what is missing. */
  public static List<String> problems(Path sources) throws IOException {
    List<String> problems = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        problemsOf(Files.readString(file)).forEach(p -> problems.add(file + ":" + p));
      }
    }
    return problems;
  }

  /** The faults of one file, each starting with its line. */
  static List<String> problemsOf(String text) {
    SourceText source = new SourceText(text);
    List<String> problems = new ArrayList<>();
    List<Type> open = new ArrayList<>();
    Matcher m = TYPE.matcher(source.code());
    while (m.find()) {
      int start = m.start();
      open.removeIf(type -> type.end < start);
      Type type = Type.of(m, source, open);
      open.add(type);
      if (type.isPublic) {
        check(source, start, m.group("kind") + " " + m.group("name"), problems);
      }
    }
    Matcher p = PACKAGE.matcher(source.code());
    if (open.isEmpty() && problems.isEmpty() && !source.code().contains("class ") && p.find()) {
      check(source, p.start(), "package " + p.group("name"), problems);
    }
    return problems;
  }

  private static void check(SourceText source, int at, String what, List<String> problems) {
    String javadoc = source.javadocBefore(at);
    String text = javadoc.replaceAll("(?m)^\\s*/?\\*+/?|\\*/$", " ").strip();
    String prose = text.split("(^|\\s)@\\w", 2)[0];
    if (!SENTENCE.matcher(prose).find()) {
      problems.add(source.line(at) + ": public " + what + " has no Javadoc sentence");
    }
  }

  /** A type declaration: where its body ends, and what its members inherit from it. */
  private record Type(int end, boolean isPublic, boolean isInterface) {

    static Type of(Matcher m, SourceText source, List<Type> around) {
      boolean isInterface = m.group("kind").endsWith("interface");
      boolean inInterface = !around.isEmpty() && around.get(around.size() - 1).isInterface;
      boolean reachable = around.stream().allMatch(Type::isPublic);
      boolean declared = m.group("modifiers").contains("public");
      return new Type(
          source.endOfBlockAfter(m.end()), reachable && (declared || inInterface), isInterface);
    }
  }
}

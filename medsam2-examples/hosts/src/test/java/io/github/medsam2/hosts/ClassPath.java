// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tests' class path, taken apart. */
final class ClassPath {
  /** The library and what it needs, as Maven resolves them. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "medsam2-core(?!.*tests).*|classes|api-0.*|jna-.*|commons-(compress|codec|io)-.*|slf4j-api-.*"
              + "|onnxruntime.*|gson-.*|jspecify-.*");

  private static final Pattern SERVER =
      Pattern.compile(
          "spring-(?!boot-loader).*|jackson-.*|tomcat-.*|logback-.*|log4j-.*|jul-.*|micrometer-.*"
              + "|snakeyaml-.*|jakarta\\..*");

  private ClassPath() {}

  /** The entries of the library. */
  static List<Path> library() {
    return entries(LIBRARY);
  }

  /** The entries of Spring. */
  static List<Path> server() {
    return entries(SERVER);
  }

  /** The entry that holds a class. */
  static Path of(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The file of a class of these tests. */
  static Path file(Class<?> type) throws IOException {
    try {
      return of(type).resolve(type.getName().replace('.', '/') + ".class");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** A name for a jar of an entry, unlike all others. */
  static String jarName(Path entry) {
    String name = entry.getFileName().toString();
    return Files.isDirectory(entry) ? name + "-" + entry.hashCode() + ".jar" : name;
  }

  static String join(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> entries(Pattern names) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(p -> names.matcher(p.getFileName().toString()).matches())
        .toList();
  }
}

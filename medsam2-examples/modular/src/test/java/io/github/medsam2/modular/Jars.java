// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.modular;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this module depends on, as a modular application meets it. */
final class Jars {
  private final List<Path> modules = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();

  /** From the class path of the tests, without what only tests need. */
  Jars() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      String name = String.valueOf(jar.getFileName());
      if (name.endsWith(".jar") && !name.endsWith("-tests.jar")) {
        (isModule(jar) ? modules : others).add(jar);
      }
    }
  }

  /** PyTorch's natives have no name a module can have, "native" being a word of the language. */
  private static boolean isModule(Path jar) {
    try {
      return !ModuleFinder.of(jar).findAll().isEmpty();
    } catch (FindException e) {
      return false;
    }
  }

  ModuleFinder finder() {
    return ModuleFinder.of(modules.toArray(Path[]::new));
  }

  String modulePath(Path... more) {
    return join(Stream.concat(Stream.of(more), modules.stream()));
  }

  String classPath() {
    return join(others.stream());
  }

  private static String join(Stream<Path> paths) {
    return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

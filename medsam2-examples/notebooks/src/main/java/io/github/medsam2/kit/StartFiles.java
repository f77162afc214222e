// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Writes what starts JShell and notebooks with the class path of a build: {@code medsam2.jsh}, and
 * {@code medsam2-kit.jar}, which holds nothing but the places of all jars.
 */
public final class StartFiles {
  private static final List<String> IMPORTS =
      List.of(
          "import io.github.medsam2.*;",
          "import io.github.medsam2.data.*;",
          "import io.github.medsam2.image.*;",
          "import io.github.medsam2.io.*;",
          "import io.github.medsam2.kit.*;",
          "import io.github.medsam2.prompt.*;",
          "import io.github.medsam2.qca.anatomy.*;",
          "import io.github.medsam2.qca.measure.*;",
          "import io.github.medsam2.qca.phantom.*;",
          "import io.github.medsam2.qca.report.*;",
          "import io.github.medsam2.receipt.*;",
          "import java.nio.file.*;",
          "import java.util.*;",
          "import static io.github.medsam2.kit.Kit.*;");

  private StartFiles() {}

  /** Writes both into a folder, for the class path of the loader that runs this. */
  public static void main(String... arguments) throws IOException, URISyntaxException {
    List<Path> classPath = new ArrayList<>();
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        classPath.add(Path.of(url.toURI()));
      }
    }
    write(Path.of(arguments[0]), classPath);
  }

  /** What the start-up script imports, a line each. */
  static List<String> imports() {
    return IMPORTS;
  }

  static void write(Path folder, List<Path> classPath) throws IOException {
    Files.createDirectories(folder);
    String places =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> script = new ArrayList<>(List.of("/env -class-path " + places));
    script.addAll(IMPORTS);
    script.add(
        "System.out.println(\"MedSAM2 for Java, for research only. Try:\\n"
            + "  var a = angiogram()\\n  var s = segment(a.image(), a.box())\\n"
            + "  show(a.image(), s.mask())\");");
    Files.write(folder.resolve("medsam2.jsh"), script);
    writeJar(folder.resolve("medsam2-kit.jar"), classPath);
  }

  private static void writeJar(Path file, List<Path> classPath) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(
        Attributes.Name.CLASS_PATH,
        classPath.stream().map(p -> p.toUri().toString()).collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}

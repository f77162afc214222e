// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.modular;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library on the module path: it works there, and what is not API cannot be named there. */
class ModulePathTest {
  private static final Path APPLICATION = Path.of("src/test/resources/application");
  private static final Pattern PACKAGES = Pattern.compile("<api.packages>([^<]+)</api.packages>");
  private final Jars jars = new Jars();
  @TempDir private Path folder;

  @Test
  void anApplicationSegmentsOnBothEngines() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<Path> sources =
        List.of(
            APPLICATION.resolve("module-info.java"), APPLICATION.resolve("application/Main.java"));
    assertThat(new Compiler(jars.modulePath(), classes).errors(sources)).isEmpty();
    assertThat(run(classes, NanoModel.write(folder).toString(), "onnx", "torch"))
        .contains(
            "module application",
            "module io.github.medsam2.core",
            "module io.github.medsam2.dicom",
            "module io.github.medsam2.qca",
            "onnx 96x96",
            "torch 96x96");
  }

  private List<String> run(Path classes, String... arguments) throws Exception {
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-p", jars.modulePath(classes), "-cp", jars.classPath()));
    command.addAll(List.of("-m", "application/application.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the application ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return Files.readAllLines(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "dicom", "qca"})
  void whatIsNotExportedCannotBeNamed(String name) throws IOException {
    ModuleDescriptor module = descriptor(name);
    List<String> hidden = module.packages().stream().filter(p -> !isOpen(module, p)).toList();
    Path source = folder.resolve("module-info.java");
    Files.writeString(source, "module user { requires " + module.name() + "; }");
    Path user = folder.resolve("User.java");
    String imports = hidden.stream().map(p -> "import " + p + ".*;\n").collect(joining());
    Files.writeString(user, "package user;\n" + imports + "class User {}");
    List<String> errors = new Compiler(jars.modulePath(), folder).errors(List.of(source, user));
    assertThat(hidden).isNotEmpty();
    assertThat(errors).hasSameSizeAs(hidden);
    for (String p : hidden) { // one that holds nothing but its description does not exist for javac
      assertThat(errors)
          .anyMatch(
              e ->
                  e.matches(
                      "(?s)compiler.err.(package.not.visible|doesnt.exist): package " + p + " .*"));
    }
  }

  /** The comparison with a release, which Maven configures, takes the same packages for API. */
  @ParameterizedTest
  @ValueSource(strings = {"core", "dicom", "qca"})
  void comparedWithAReleaseIsWhatIsExported(String name) throws IOException {
    ModuleDescriptor module = descriptor(name);
    Matcher pom = PACKAGES.matcher(Files.readString(Path.of("../../medsam2-" + name + "/pom.xml")));
    assertThat(pom.find()).isTrue();
    assertThat(List.of(pom.group(1).trim().split("[,\\s]+", -1)))
        .containsExactlyInAnyOrderElementsOf(
            module.packages().stream().filter(p -> isOpen(module, p)).toList());
  }

  private ModuleDescriptor descriptor(String name) {
    return jars.finder().find("io.github.medsam2." + name).orElseThrow().descriptor();
  }

  private static boolean isOpen(ModuleDescriptor module, String name) {
    return module.exports().stream().anyMatch(e -> !e.isQualified() && e.source().equals(name));
  }
}

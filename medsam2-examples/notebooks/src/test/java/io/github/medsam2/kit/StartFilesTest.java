// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One start-up command, and three lines to the first mask, in a JShell of its own. */
class StartFilesTest {
  private static final Pattern PICTURE = Pattern.compile("the picture is (\\S+\\.png)");

  @TempDir Path folder;

  private void write() throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .map(Path::toAbsolutePath)
            .toList();
    StartFiles.write(folder, classPath);
  }

  private String jshell(String... arguments) throws Exception {
    Path input =
        Files.write(
            folder.resolve("lines"),
            List.of(
                "var a = angiogram()",
                "var s = segment(a.image(), a.box())",
                "show(a.image(), s.mask())",
                "System.out.println(\"Dice \" + dice(s.mask(), a.truth()))",
                "/exit"));
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                    "-R-Djava.awt.headless=true",
                    "-J-Duser.home=" + folder,
                    "-J-Djava.util.prefs.userRoot=" + folder,
                    "-s"),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void theStartUpScriptLeadsToAMaskInThreeLines() throws Exception {
    write();
    String printed = jshell(folder.resolve("medsam2.jsh").toString(), "-");
    Matcher picture = PICTURE.matcher(printed);
    assertThat(picture.find()).as(printed).isTrue();
    Path file = Path.of(picture.group(1));
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(256);
    Files.delete(file);
    Matcher dice = Pattern.compile("Dice (0\\.\\d+)").matcher(printed);
    assertThat(dice.find()).as(printed).isTrue();
    assertThat(Double.parseDouble(dice.group(1))).isBetween(0.2, 1.0);
  }

  /** Notebook kernels get a jar that holds nothing but the places of the others. */
  @Test
  void theJarOfPlacesStandsForTheClassPath() throws Exception {
    write();
    Path imports = Files.write(folder.resolve("imports.jsh"), StartFiles.imports());
    String jar = folder.resolve("medsam2-kit.jar").toString();
    Path one =
        Files.write(
            folder.resolve("one.jsh"),
            List.of("System.out.println(\"found \" + model().info().name())", "/exit"));
    assertThat(jshell("--class-path", jar, imports.toString(), one.toString())).contains("found ");
  }
}

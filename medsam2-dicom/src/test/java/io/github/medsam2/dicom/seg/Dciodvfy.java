package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The validator of dicom3tools, where it is installed. */
public final class Dciodvfy {
  private static final String NAME = "dciodvfy";

  private Dciodvfy() {}

  /** Skips the calling test where the validator is not on the path. */
  public static void require() {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean found =
        Arrays.stream(path.split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, NAME)));
    assumeTrue(found, NAME + " of dicom3tools is not on the path: conformance was not checked");
  }

  /** What it complains about: lines beginning with Error or Warning. */
  public static List<String> complaints(byte[] file, Path folder) throws IOException {
    Path target = Files.write(folder.resolve("checked.dcm"), file);
    Process process =
        new ProcessBuilder(NAME, "-new", target.toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    // Its first line names the IOD it found: without one nothing was checked.
    assertThat(said).isNotBlank();
    return said.lines().filter(l -> l.startsWith("Error") || l.startsWith("Warning")).toList();
  }
}

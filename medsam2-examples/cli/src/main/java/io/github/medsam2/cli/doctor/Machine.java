// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.doctor;

import ai.onnxruntime.OrtEnvironment;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What this machine is: no name, no user. */
final class Machine {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Machine() {}

  static void tell(Console console) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("version", Version.text());
    machine.put("java", Runtime.version().toString());
    machine.put("javaVendor", System.getProperty("java.vendor"));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("maxHeapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
    machine.put("temporaryFolder", System.getProperty("java.io.tmpdir"));
    machine.forEach((key, value) -> console.say(key + ": " + value));
    console.put("machine", machine);
  }

  /** The version of an engine's native library, as it says itself. */
  static String version(String engine) {
    return switch (engine) {
      case "onnx" -> "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
      case "torch" -> "PyTorch " + pytorch();
      default -> "unknown version";
    };
  }

  private static String pytorch() {
    try (InputStream in =
        Machine.class.getClassLoader().getResourceAsStream("native/lib/pytorch.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "of unknown version")
          + ", "
          + properties.getProperty("flavor", "not from a jar");
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  /** The most memory this process had, where the system tells it. */
  static void tellMemory(Console console) {
    Optional<Long> peak = peak();
    console.put("peakMemoryBytes", peak);
    peak.ifPresent(
        bytes ->
            console.say(
                String.format(Locale.ROOT, "peak memory of this process: %d MB", bytes >> 20)));
  }

  private static Optional<Long> peak() {
    try {
      return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | NumberFormatException notThisSystem) {
      return Optional.empty();
    }
  }
}

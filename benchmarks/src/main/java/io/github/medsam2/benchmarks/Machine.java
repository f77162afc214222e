// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a number was measured on, and how much memory this process holds; read from Linux. */
final class Machine {
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /** One line: processor, system, Java. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d x %s (%s), %s, Java %s; load %s",
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name").orElse(UNKNOWN),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        Runtime.version(),
        load());
  }

  /** Whether the processor has these instructions, as Linux calls them. */
  static boolean has(String instructions) {
    return field("/proc/cpuinfo", "flags")
        .map(flags -> List.of(flags.split(" ")).contains(instructions))
        .orElse(false);
  }

  /** The processes that ran or waited, averaged over the last minute. */
  static String load() {
    Path file = Path.of("/proc/loadavg");
    return Files.isReadable(file) ? read(file).split(" ", 2)[0] : UNKNOWN;
  }

  /** MB of the Java heap in use after a collection. */
  static double heap() {
    System.gc();
    Runtime r = Runtime.getRuntime();
    return (r.totalMemory() - r.freeMemory()) / 1e6;
  }

  /** MB of memory of this process that is in RAM, mapped files included; NaN off Linux. */
  static double resident() {
    return status("VmRSS");
  }

  /** The most MB that were ever in RAM at once. */
  static double peak() {
    return status("VmHWM");
  }

  /** MB in RAM that belong to this process alone: not the mapped checkpoint or libraries. */
  static double anonymous() {
    return status("RssAnon");
  }

  private static double status(String name) {
    return field("/proc/self/status", name)
        .map(kib -> Double.parseDouble(kib.replace(" kB", "")) * 1024 / 1e6)
        .orElse(Double.NaN);
  }

  /** The value of the first line {@code name : value}. */
  private static Optional<String> field(String file, String name) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return Optional.empty();
    }
    return read(path)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

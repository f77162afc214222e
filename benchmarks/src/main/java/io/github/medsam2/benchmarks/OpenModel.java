// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.MedSam2;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a fresh process takes from {@code main} until the image encoder and the mask decoder are
 * ready to run, and what memory it holds then. Every run is a process of its own; the file is in
 * the system's cache after the first.
 */
final class OpenModel {
  private static final int RUNS = 5;

  /** The command of the processes. */
  static final String ONCE = "open-once";

  private OpenModel() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    out.println();
    out.println("| engine | threads | figure | median | least | load |");
    out.println("|---|---|---|---|---|---|");
    Path file = arguments.checkpoint();
    for (EngineSetup setup : arguments.setups()) {
      List<Map<String, Double>> runs = new ArrayList<>();
      for (int i = 0; i < arguments.runs(RUNS); i++) {
        runs.add(ChildJvm.figures(List.of(), setup.command(ONCE, file, 1)));
      }
      table(setup, runs, out);
    }
  }

  private static void table(EngineSetup setup, List<Map<String, Double>> runs, PrintStream out) {
    for (String name : runs.get(0).keySet()) {
      double[] values = runs.stream().mapToDouble(r -> r.getOrDefault(name, Double.NaN)).toArray();
      out.println(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.0f | %.0f | %s |",
              setup,
              name,
              Timing.median(values),
              Arrays.stream(values).min().orElse(Double.NaN),
              Machine.load()));
    }
  }

  /** The measured process: prints one figure per line. */
  static void once(Arguments arguments, PrintStream out) {
    long main = System.nanoTime();
    double start =
        System.currentTimeMillis() - (double) ManagementFactory.getRuntimeMXBean().getStartTime();
    try (MedSam2 model = EmbedAndPrompt.open(arguments.checkpoint(), arguments.setups().get(0))) {
      double opened = since(main);
      model.prepare();
      double ready = since(main);
      double processor = Timing.processorTime();
      ChildJvm.figure(out, "JVM start to main, ms", start);
      ChildJvm.figure(out, "main to model open, ms", opened);
      ChildJvm.figure(out, "main to encoder and decoder ready, ms", ready);
      ChildJvm.figure(out, "processor time of the process until ready, ms", processor);
      ChildJvm.figure(out, "Java heap in use, MB", Machine.heap());
      ChildJvm.figure(out, "resident, MB", Machine.resident());
      ChildJvm.figure(out, "resident and not of a file, MB", Machine.anonymous());
      ChildJvm.figure(out, "most that was resident so far, MB", Machine.peak());
    }
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-6;
  }
}

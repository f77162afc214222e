// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times every station with a plain loop and prints a table, with the arithmetic rate beside the
 * machine's practical peak: the fastest of the products of {@link Product}, on the same threads.
 */
final class Report {
  private static final int WARM_UP = 2;
  private static final int RUNS = 9;
  private static final int PEAK_RUNS = 50;

  private final PrintStream out;
  private final Path checkpoint;
  private final int runs;

  private Report(PrintStream out, Path checkpoint, int runs) {
    this.out = out;
    this.checkpoint = checkpoint;
    this.runs = runs;
  }

  static void run(Arguments arguments, PrintStream out) {
    Report report = new Report(out, arguments.checkpoint(), arguments.runs(RUNS));
    out.println(Machine.describe());
    report.header();
    arguments.setups().forEach(setup -> report.engine(setup, List.of(Station.values())));
  }

  /**
   * Prints the stations of a tracked frame.
   *
   * @param frame median of the whole frame, in milliseconds: what is no station's is the rest
   */
  static void tracked(Path checkpoint, EngineSetup setup, double frame, PrintStream out) {
    Report report = new Report(out, checkpoint, RUNS);
    report.header();
    double stations = report.engine(setup, Station.OF_A_TRACKED_FRAME);
    out.println(
        String.format(
            Locale.ROOT,
            "| rest | %s | %.1f | | | | | %s |",
            setup,
            frame - stations,
            Machine.load()));
  }

  private void header() {
    out.println();
    out.println(
        "| station | engine | threads | median ms | least ms | CPU ms | GFLOP/s | of peak | load |");
    out.println("|---|---|---|---|---|---|---|---|---|");
  }

  /** Returns the sum of the medians. */
  private double engine(EngineSetup setup, List<Station> stations) {
    double peak = peak(setup);
    double sum = 0;
    try (Workbench bench = Workbench.open(checkpoint, setup)) {
      for (Station station : stations) {
        Timing t = time(runs, station.on(bench));
        row(setup, station.label(), station.gigaflops(), t, peak);
        sum += t.median();
      }
    }
    return sum;
  }

  private double peak(EngineSetup setup) {
    EngineSetup fastest = new EngineSetup(EngineChoice.ONNX, setup.threads());
    try (Product product = Product.open(fastest)) {
      Timing t = time(PEAK_RUNS, product::run);
      double peak = Product.GIGAFLOPS / t.least() * 1000;
      row(fastest, "product of 1024 x 1024", Product.GIGAFLOPS, t, peak);
      return peak;
    }
  }

  private static Timing time(int runs, Supplier<Outcome> work) {
    Runnable run = () -> work.get().close();
    for (int i = 0; i < WARM_UP; i++) {
      run.run();
    }
    return Timing.of(runs, run);
  }

  /** The rate is that of the fastest run, as the peak is. */
  private void row(EngineSetup setup, String name, double gigaflops, Timing t, double peak) {
    double rate = gigaflops / t.least() * 1000;
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %.1f | %.1f | %.0f %% | %s |",
            name,
            setup,
            t.median(),
            t.least(),
            t.processor(),
            rate,
            100 * rate / peak,
            Machine.load()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.Direction;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelInfo;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.VideoSession;
import io.github.medsam2.session.MemoryBudget;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Peak memory of a short and a long cine at one budget, each in a JVM of its own: it must not grow
 * with the length. The budget is 32 frames, less than the short cine, so that both fill it. The
 * heap has a fixed size and is in RAM from the start; what is in use of it is a column of its own.
 */
final class CineMemory {
  /** Frames whose features are kept. */
  private static final long KEPT = 32;

  /** The serial collector keeps no tables of its own that would grow at its first marking. */
  private static final List<String> HEAP =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private static final String PEAK = "peak resident MB";

  /** The command of the processes. */
  static final String ONCE = "cine-once";

  private CineMemory() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    Path file = arguments.checkpoint();
    for (EngineSetup setup : arguments.setups()) {
      double shortest = Double.NaN;
      for (int frames : arguments.frames(50, 1000)) {
        String[] command = setup.command(ONCE, file, "--frames", frames);
        Map<String, Double> figures = ChildJvm.figures(HEAP, command);
        double peak = figures.getOrDefault(PEAK, Double.NaN);
        if (Double.isNaN(shortest)) {
          shortest = peak;
          header(figures, out);
        }
        String name = arguments.modelName() + " | " + setup + " | " + frames;
        row(name, figures, peak / shortest, out);
      }
    }
  }

  private static void header(Map<String, Double> figures, PrintStream out) {
    String names = String.join(" | ", figures.keySet());
    out.println();
    out.println("| model | engine | threads | frames | " + names + " | peak over the first |");
    out.println("|---|---|---|---|" + "---|".repeat(figures.size() + 1));
  }

  private static void row(String name, Map<String, Double> figures, double ratio, PrintStream out) {
    StringBuilder line = new StringBuilder("| " + name + " |");
    figures.values().forEach(v -> line.append(String.format(Locale.ROOT, " %.1f |", v)));
    line.append(String.format(Locale.ROOT, " %.3f |", ratio));
    out.println(line);
  }

  /** The measured process: a box on the first frame, followed to the end. */
  static void once(Arguments arguments, PrintStream out) {
    int frames = arguments.frames(50).get(0);
    double anonymous = 0;
    try (MedSam2 model = EmbedAndPrompt.open(arguments.checkpoint(), arguments.setups().get(0));
        VideoSession cine = model.session(new SyntheticCine(frames), options(model.info()))) {
      double processor = Timing.processorTime();
      long start = System.nanoTime();
      cine.object("lesion").on(0).box(170, 150, 330, 310);
      for (var frame : cine.propagate(Direction.FORWARD)) {
        frame.mask("lesion");
        anonymous = Math.max(anonymous, Machine.anonymous());
      }
      double wall = (System.nanoTime() - start) * 1e-6;
      processor = Timing.processorTime() - processor;
      ChildJvm.figure(out, PEAK, Machine.peak());
      ChildJvm.figure(out, "peak not of a file MB", anonymous);
      ChildJvm.figure(out, "heap after GC MB", Machine.heap());
      ChildJvm.figure(out, "ms/frame", wall / frames);
      ChildJvm.figure(out, "CPU ms/frame", processor / frames);
    }
  }

  private static SessionOptions options(ModelInfo model) {
    long tokens = (long) model.featureSize() * model.featureSize() * model.channels();
    long features = 4 * tokens * Float.BYTES; // the finer maps are 1 and 2 times as large
    MemoryBudget budget = MemoryBudget.DEFAULT.embeddings(KEPT * features);
    return SessionOptions.defaults().budget(budget);
  }
}

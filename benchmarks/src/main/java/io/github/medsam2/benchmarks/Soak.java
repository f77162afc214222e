// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Many embeddings with many prompts on each, in one process: memory must not grow. Prints the
 * memory every 5 % of the way, and its growth over the last three quarters. The process has a heap
 * of fixed size that is in RAM from the start, so that any growth is the engine's.
 */
final class Soak {
  private static final int EMBEDDINGS = 200;
  private static final int PROMPTS = 50;
  private static final int LINES = 20;
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  /** The command of the processes. */
  static final String ONCE = "soak-once";

  private Soak() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    Path file = arguments.checkpoint();
    for (EngineSetup setup : arguments.setups()) {
      ChildJvm.show(HEAP, setup.command(ONCE, file, arguments.runs(EMBEDDINGS)));
    }
  }

  /** The measured process. */
  static void once(Arguments arguments, PrintStream out) {
    Path file = arguments.checkpoint();
    arguments.setups().forEach(setup -> run(file, setup, arguments.runs(EMBEDDINGS), out));
  }

  private static void run(Path file, EngineSetup setup, int embeddings, PrintStream out) {
    out.println();
    out.println("engine | threads: " + setup);
    out.println("| embeddings | prompts | s | heap MB | resident MB | not of a file MB |");
    out.println("|---|---|---|---|---|---|");
    long start = System.nanoTime();
    double quarter = Double.NaN;
    double end;
    try (MedSam2 model = EmbedAndPrompt.open(file, setup)) {
      int lines = 0;
      for (int i = 1; i <= embeddings; i++) {
        embedAndPrompt(model, i);
        if (i * LINES / embeddings > lines) {
          lines = i * LINES / embeddings;
          line(out, i, (System.nanoTime() - start) * 1e-9);
        }
        if (i == (embeddings + 3) / 4) {
          quarter = Machine.anonymous();
        }
      }
      end = Machine.anonymous();
    }
    out.println(
        String.format(Locale.ROOT, "growth after the first quarter: %.1f MB", end - quarter));
  }

  private static void embedAndPrompt(MedSam2 model, int index) {
    try (ImageEmbedding embedding = model.embed(EmbedAndPrompt.image(index))) {
      for (int p = 0; p < PROMPTS; p++) {
        EmbedAndPrompt.mask(model, embedding, p);
      }
    }
  }

  private static void line(PrintStream out, int embeddings, double seconds) {
    out.println(
        String.format(
            Locale.ROOT,
            "| %d | %d | %.0f | %.1f | %.1f | %.1f |",
            embeddings,
            embeddings * PROMPTS,
            seconds,
            Machine.heap(),
            Machine.resident(),
            Machine.anonymous()));
  }
}

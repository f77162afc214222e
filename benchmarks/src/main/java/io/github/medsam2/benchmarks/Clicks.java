// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * What one user waits for who clicks on a slice that is embedded: from the call to the mask on the
 * image's grid, through the library's front door.
 */
final class Clicks {
  private static final int RUNS = 200;
  private static final int WARM_UP = 40;
  private static final double MEDIAN = 0.5;
  private static final double P95 = 0.95;

  private final PrintStream out;
  private final EngineSetup setup;
  private final int runs;

  private Clicks(PrintStream out, EngineSetup setup, int runs) {
    this.out = out;
    this.setup = setup;
    this.runs = runs;
  }

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    out.println();
    out.println("| engine | threads | what | median ms | p95 ms | least ms | CPU ms | load |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (EngineSetup setup : arguments.setups()) {
      try (MedSam2 model = EmbedAndPrompt.open(arguments.checkpoint(), setup)) {
        new Clicks(out, setup, arguments.runs(RUNS)).all(model);
      }
    }
  }

  private void all(MedSam2 model) {
    Image image = EmbedAndPrompt.image(0);
    try (ImageEmbedding slice = model.embed(image)) {
      Segmentation first = click(model, slice, 0);
      row("a click", i -> click(model, slice, i).mask());
      row("a click, its logits of 128 x 128 only", i -> click(model, slice, i));
      row("a box", i -> EmbedAndPrompt.mask(model, slice, i));
      row(
          "a second click that refines the first",
          i -> model.prompt(slice).point(250, 230).notPoint(400, i).refine(first).predict().mask());
      row("its mask on 512 x 512 alone", i -> first.mask());
    }
  }

  /** A click on the object, somewhere else each time. */
  static Segmentation click(MedSam2 model, ImageEmbedding slice, int index) {
    return model.prompt(slice).point(220.0 + index % 60, 230).predict();
  }

  private void row(String what, IntConsumer work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.accept(i);
    }
    double[] wall = new double[runs];
    double before = Timing.processorTime();
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.accept(i);
      wall[i] = (System.nanoTime() - start) * 1e-6;
    }
    double processor = (Timing.processorTime() - before) / runs;
    Arrays.sort(wall);
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %.1f | %.1f | %s |",
            setup,
            what,
            Timing.quantile(wall, MEDIAN),
            Timing.quantile(wall, P95),
            wall[0],
            processor,
            Machine.load()));
  }
}

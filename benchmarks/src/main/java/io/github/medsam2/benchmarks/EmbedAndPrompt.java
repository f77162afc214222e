// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a program that segments one image waits for, through the library's front door: opening,
 * embedding, prompting. The first call of a model prepares what later ones reuse; the first model
 * of a process loads the engine.
 */
final class EmbedAndPrompt {
  private static final int RUNS = 5;
  private static final int LATER = 6;
  static final int SIDE = 512;

  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  private EmbedAndPrompt() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    Path file = arguments.checkpoint();
    for (EngineSetup setup : arguments.setups()) {
      EmbedAndPrompt e = new EmbedAndPrompt();
      for (int i = 0; i < arguments.runs(RUNS); i++) {
        e.once(file, setup);
      }
      e.table(setup, out);
    }
  }

  private void once(Path file, EngineSetup setup) {
    Image image = image(0);
    long start = System.nanoTime();
    try (MedSam2 model = timed("open", () -> open(file, setup))) {
      try (ImageEmbedding embedding = timed("first embed", () -> model.embed(image))) {
        timed("first prompt to mask", () -> mask(model, embedding, 0));
      }
      add("open to first mask", start);
      for (int i = 0; i < LATER; i++) {
        try (ImageEmbedding embedding = timed("later embed", () -> model.embed(image))) {
          for (int j = 0; j < LATER; j++) {
            int index = j;
            timed("later prompt to mask", () -> mask(model, embedding, index));
          }
        }
      }
    }
  }

  private <R> R timed(String name, Supplier<R> work) {
    long start = System.nanoTime();
    R result = work.get();
    add(name, start);
    return result;
  }

  static MedSam2 open(Path file, EngineSetup setup) {
    EngineChoice choice = setup.engine();
    return MedSam2.load(
        file,
        ModelOptions.defaults().engine(choice.engine()).engine(choice.options(setup.threads())));
  }

  /** A grey image with an edge in it, which moves with the index. */
  static Image image(int index) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      pixels[i] = (byte) (Math.hypot(x - 250 - index, y - 230) < 80 ? 180 : (x ^ y) & 63);
    }
    return Image.gray8(SIDE, SIDE, pixels);
  }

  /** Prompts with a box, and draws the mask on the image's grid as a user does. */
  static int mask(MedSam2 model, ImageEmbedding embedding, int index) {
    double shift = index % 50;
    Segmentation s =
        model.prompt(embedding).box(160 + shift, 140 + shift, 340 + shift, 320 + shift).predict();
    return s.mask().width();
  }

  private void add(String name, long start) {
    times.computeIfAbsent(name, n -> new ArrayList<>()).add((System.nanoTime() - start) * 1e-6);
  }

  private void table(EngineSetup setup, PrintStream out) {
    out.println();
    out.println("| engine | threads | step | in a new process, ms | median ms | load |");
    out.println("|---|---|---|---|---|---|");
    times.forEach(
        (name, values) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %s |",
                    setup,
                    name,
                    values.get(0),
                    Timing.median(values.stream().mapToDouble(Double::doubleValue).toArray()),
                    Machine.load())));
  }
}

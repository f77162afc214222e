// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.error.MedSam2Exception;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What users wait for who share one model, each with a slice of their own on which they click once
 * a second, at a moment of that second drawn anew each time. A click waits from the moment it is
 * due.
 */
final class Sessions {
  private static final int RUNS = 60;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double P95 = 0.95;

  private Sessions() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    out.println();
    out.println("| engine | threads | sessions | median ms | p95 ms | over one | load |");
    out.println("|---|---|---|---|---|---|---|");
    for (EngineSetup setup : arguments.setups()) {
      try (MedSam2 model = EmbedAndPrompt.open(arguments.checkpoint(), setup)) {
        double alone = Double.NaN;
        for (int sessions : arguments.sessions(1, 8)) {
          double[] waits = waits(model, sessions, arguments.runs(RUNS));
          double p95 = Timing.quantile(waits, P95);
          alone = Double.isNaN(alone) ? p95 : alone;
          out.println(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %.1f | %.1f | %.2f | %s |",
                  setup,
                  sessions,
                  Timing.median(waits),
                  p95,
                  p95 / alone,
                  Machine.load()));
        }
      }
    }
  }

  /** Milliseconds each click waited, sorted. */
  private static double[] waits(MedSam2 model, int sessions, int seconds) {
    ExecutorService users = Executors.newFixedThreadPool(sessions);
    try {
      List<ImageEmbedding> slices = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        slices.add(model.embed(EmbedAndPrompt.image(i)));
        for (int j = 0; j < 20; j++) {
          Clicks.click(model, slices.get(i), j).mask();
        }
      }
      long start = System.nanoTime();
      List<Future<double[]>> all = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        ImageEmbedding slice = slices.get(i);
        SplittableRandom random = new SplittableRandom(i); // Random of near seeds begins alike
        all.add(users.submit(() -> user(model, slice, random, start, seconds)));
      }
      double[] waits = all.stream().flatMapToDouble(f -> Arrays.stream(join(f))).toArray();
      slices.forEach(ImageEmbedding::close);
      Arrays.sort(waits);
      return waits;
    } finally {
      users.shutdownNow();
    }
  }

  private static double[] user(
      MedSam2 model, ImageEmbedding slice, SplittableRandom random, long start, int seconds)
      throws InterruptedException {
    double[] waits = new double[seconds];
    for (int i = 0; i < seconds; i++) {
      long due = start + i * SECOND + (long) (random.nextDouble() * SECOND);
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      Clicks.click(model, slice, i).mask();
      waits[i] = (System.nanoTime() - due) * 1e-6;
    }
    return waits;
  }

  private static double[] join(Future<double[]> clicks) {
    try {
      return clicks.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new MedSam2Exception("a session", "clicks that are answered", "none", "see why", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * SAM 3 at its full size, with made-up numbers in a file that is written once (1.7 GB of halves):
 * an image and a box, a further box, all instances of words, a second search, a frame tracked with
 * a full bank. Each in a JVM of its own, for its peak memory.
 */
final class Sam3Benchmark {
  /** The command of the processes. */
  static final String ONCE = "sam3-once";

  private static final int FRAMES = 9;
  private static final String PEAK = "peak resident MB";
  private static final List<String> HEAP = List.of("-Xmx1g", "-XX:+UseSerialGC");

  private Sam3Benchmark() {}

  static void run(Arguments arguments, PrintStream out) {
    Path file = Sam3File.ready();
    out.println(Machine.describe());
    out.println();
    out.println("| SAM 3, 1008 pixels, " + arguments.threads() + " threads | figure | load |");
    out.println("|---|---|---|");
    for (String task : arguments.tasks()) {
      String[] command = {
        ONCE, "--checkpoint", file.toString(), "--threads", "" + arguments.threads(), "--task", task
      };
      Map<String, Double> figures = ChildJvm.figures(HEAP, command);
      figures.forEach(
          (name, value) ->
              out.println(
                  String.format(
                      Locale.ROOT, "| %s: %s | %.1f | %s |", task, name, value, Machine.load())));
    }
  }

  /** The measured process. */
  static void once(Arguments arguments, PrintStream out) {
    String task = arguments.tasks().get(0);
    ModelOptions options = ModelOptions.defaults().threads(arguments.threads());
    try (MedSam2 model = MedSam2.load(arguments.checkpoint(), options)) {
      switch (task) {
        case "pvs" -> boxes(model, out);
        case "pcs" -> concepts(model, out);
        default -> tracked(model, out);
      }
    }
    ChildJvm.figure(out, PEAK, Machine.peak());
  }

  private static void boxes(MedSam2 model, PrintStream out) {
    Image image = EmbedAndPrompt.image(1);
    List<ImageEmbedding> kept = new ArrayList<>();
    ChildJvm.figure(out, "seconds to embed", seconds(() -> kept.add(model.embed(image))));
    try (ImageEmbedding embedding = kept.get(0)) {
      Runnable box = () -> model.prompt(embedding).box(100, 100, 300, 300).predict().mask();
      ChildJvm.figure(out, "seconds of the first box", seconds(box));
      ChildJvm.figure(out, "seconds of a further box", seconds(box));
    }
  }

  private static void concepts(MedSam2 model, PrintStream out) {
    Image image = EmbedAndPrompt.image(1);
    List<ImageEmbedding> kept = new ArrayList<>();
    ChildJvm.figure(out, "seconds to embed", seconds(() -> kept.add(model.embed(image))));
    try (ImageEmbedding embedding = kept.get(0)) {
      ChildJvm.figure(
          out,
          "seconds of the first search",
          seconds(() -> model.concepts(embedding).text("vessel").find()));
      ChildJvm.figure(
          out,
          "seconds of a search with a box",
          seconds(() -> model.concepts(embedding).text("vessel").example(9, 9, 200, 200).find()));
    }
  }

  private static void tracked(MedSam2 model, PrintStream out) {
    List<Image> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(EmbedAndPrompt.image(i));
    }
    List<Double> times = new ArrayList<>();
    try (VideoSession session = model.session(FrameSource.of(frames))) {
      session.object("vessel").on(0).box(100, 100, 300, 300);
      long last = System.nanoTime();
      for (FrameResult ignored : session.propagate(Direction.FORWARD)) {
        long now = System.nanoTime();
        times.add((now - last) / 1e9);
        last = now;
      }
    }
    List<Double> full = new ArrayList<>(times.subList(times.size() - 2, times.size()));
    Collections.sort(full);
    ChildJvm.figure(out, "seconds of a frame with 7 memories", full.get(0));
  }

  private static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }
}

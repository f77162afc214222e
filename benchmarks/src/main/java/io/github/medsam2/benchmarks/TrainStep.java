// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.TrainableAdapter;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.step.ClipStep;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An update of training, images at the network's size: loss, gradients and AdamW of one sample,
 * boxes for prompts. Each kind of update runs in a JVM of its own, for its peak memory. Clips of
 * several frames run twice: with activations kept, and computed again.
 */
final class TrainStep {
  /** The command of the processes. */
  static final String ONCE = "train-once";

  /** Activations as they are kept for the gradients. */
  static final String KEPT = "kept";

  /** Activations as they are computed once more for the gradients. */
  static final String AGAIN = "again";

  private static final int RUNS = 5;
  private static final int RANK = 8;
  private static final String MEDIAN = "median ms";
  private static final String PROCESSOR = "CPU ms";
  private static final String PEAK = "peak resident MB";
  private static final List<String> HEAP = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private TrainStep() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    out.println();
    out.println(
        "| model | learns | frames | objects | activations | median ms | CPU ms | peak MB | load"
            + " |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    for (String learns : arguments.learns()) {
      for (int frames : arguments.frames(1, 8)) {
        for (int objects : arguments.objects(1, 4)) {
          row(arguments, learns, frames, objects, KEPT, out);
          if (frames > 1) {
            row(arguments, learns, frames, objects, AGAIN, out);
          }
        }
      }
    }
  }

  private static void row(
      Arguments arguments,
      String learns,
      int frames,
      int objects,
      String activations,
      PrintStream out) {
    String[] command = {
      ONCE,
      "--checkpoint",
      arguments.checkpoint().toString(),
      "--threads",
      "" + arguments.threads(),
      "--learn",
      learns,
      "--frames",
      "" + frames,
      "--objects",
      "" + objects,
      "--activations",
      activations,
      "--runs",
      "" + arguments.runs(RUNS)
    };
    Map<String, Double> figures = ChildJvm.figures(HEAP, command);
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d | %s | %.0f | %.0f | %.0f | %s |",
            arguments.modelName(),
            learns,
            frames,
            objects,
            activations,
            figures.get(MEDIAN),
            figures.get(PROCESSOR),
            figures.get(PEAK),
            Machine.load()));
  }

  /** The measured process. */
  static void once(Arguments arguments, PrintStream out) {
    int frames = arguments.frames(1).get(0);
    int objects = arguments.objects(1).get(0);
    boolean again = arguments.activations().equals(AGAIN);
    EngineOptions options = EngineOptions.DEFAULT.withThreads(arguments.threads());
    try (Checkpoint weights = Checkpoint.open(arguments.checkpoint());
        Engine engine = Engines.open("torch", options);
        Training training =
            engine.train(setup(weights, arguments.learns().get(0)).withRecompute(again))) {
      ClipStep clip = TrainingClip.of(ConfigInference.infer(weights), frames, objects);
      Runnable update =
          () -> {
            training.accumulate(clip);
            training.update(AdamW.DEFAULT, key -> new AdamW.Rate(1e-6, 0));
          };
      update.run();
      Timing t = Timing.of(arguments.runs(RUNS), update);
      ChildJvm.figure(out, MEDIAN, t.median());
      ChildJvm.figure(out, PROCESSOR, t.processor());
      ChildJvm.figure(out, PEAK, Machine.peak());
    }
  }

  private static TrainingSetup setup(Checkpoint weights, String learns) {
    if (learns.equals("all")) {
      return TrainingSetup.of(weights, KeySelection.all().of(weights));
    }
    TrainableAdapter adapter = AdapterPlan.attention(RANK).begin("measured", weights, 1);
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    weights.keys().forEach(key -> all.put(key, weights.get(key)));
    adapter.tensors().forEach((key, value) -> all.put(key, new StoredTensor(value, null)));
    return TrainingSetup.of(Checkpoint.of(weights.source(), all), adapter.tensors().keySet())
        .withView(adapter);
  }
}

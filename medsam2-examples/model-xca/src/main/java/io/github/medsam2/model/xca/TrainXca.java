// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.data.Augmentation;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.Trainer;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.coronary.CoronaryReadings;
import io.github.medsam2.train.loss.DenseLoss;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains xca-nano to find, name and read what still images show: {@code TrainXca ARCADE RUN
 * [UPDATES [FROM]]}.
 *
 * <p>{@code ARCADE} is the folder of the task {@code syntax}, with {@code train} and {@code val};
 * {@code RUN} the folder of the run, which goes on where it was stopped, and of the phantoms that
 * are made for it; {@code FROM} a checkpoint to begin with instead of the weights in this jar. What
 * is best on the first 30 images of {@code val} is written to {@code RUN/xca-nano.safetensors}.
 */
public final class TrainXca {
  private static final double RATE = 4e-4;
  private static final long SEED = 12;

  private TrainXca() {}

  /** The program. */
  public static void main(String... arguments) {
    if (arguments.length < 2 || arguments.length > 4) {
      throw new IllegalArgumentException("give: ARCADE-FOLDER RUN-FOLDER [UPDATES [CHECKPOINT]]");
    }
    Path run = Path.of(arguments[1]);
    long updates = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1150;
    XcaData data = new XcaData(Path.of(arguments[0]));
    Split split = new Split(data.train().and(XcaData.phantoms(run)), data.judged());
    try (Checkpoint from =
        arguments.length > 3 ? Checkpoint.open(Path.of(arguments[3])) : XcaNano.weights()) {
      train(withHeads(from), split, run, options(split.train(), updates));
    }
  }

  private static Weights withHeads(Weights from) {
    boolean there = from.keys().stream().anyMatch(k -> k.startsWith(CoronaryConfig.READING_HEADS));
    return there ? from : CoronaryHeads.addTo(from, SEED);
  }

  static void train(Weights from, Split split, Path run, TrainerOptions options) {
    try (Trainer trainer = Trainer.open(from, split, run, options)) {
      trainer.run(
          progress -> {
            System.out.println(progress);
            return true;
          });
      Path best = run.resolve("float32.safetensors");
      trainer.exportBest(best);
      writeHalf(best, run.resolve("xca-nano.safetensors"));
    }
  }

  private static TrainerOptions options(SampleSet train, long updates) {
    return TrainerOptions.of(updates)
        .imageSize(512)
        .batch(4)
        .mostObjects(4)
        .clip(1)
        .rates(
            new RatePlan(
                RATE, RATE, 1, 0.05, new Schedule(Math.min(30, updates / 10), updates, 0.02)))
        .losses(LossWeights.ORIGINAL.withOthers(0.3))
        .dense(DenseLoss.vessels())
        .augmentation(unmirrored())
        .words(new WordRecipe(0.15, 0.1, 0.5))
        .readings(CoronaryReadings.of(train, SegmentTree.neighbours()), 0.05)
        .prompts(
            PromptRecipe.small()
                .withFirst(0, 0.65)
                .withCorrections(new Corrections(List.of(0.55, 0.3, 0.15))))
        .threads(1)
        .evaluateEvery(290)
        .saveEvery(20);
  }

  /** ARCADE tells no view: mirrored, a left tree would be taken for what no view shows. */
  private static Augmentation unmirrored() {
    Augmentation usual = Augmentation.ANGIOGRAPHY;
    return new Augmentation(
        usual.rotation(), usual.zoomLeast(), usual.zoomMost(), usual.shift(), 0, usual.grey());
  }

  private static void writeHalf(Path from, Path to) {
    try (Checkpoint best = Safetensors.open(from)) {
      Map<String, HostTensor> half = new LinkedHashMap<>();
      best.values().forEach((key, value) -> half.put(key, value.toFloat16()));
      Safetensors.write(
          to, half, Map.of("format", "pt", "license", "Apache-2.0", "use", "research only"));
    }
  }
}

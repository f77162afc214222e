// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.image.Mask;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Ten real cases learnt by heart: {@code folder weights arcade/syntax/train updates imageSize rate
 * threads window}. A case is the largest segment of an image that fits a window of so many pixels,
 * which is all that is seen of the image; the images are the first of the set. Exact boxes, no
 * augmentation, no average. Judged as networks are used, by the engine that serves; ends when the
 * mean Dice is above 0.98. A run that was killed goes on when it is started again.
 */
final class OverfitStudy {
  private static final int CASES = 10;
  private static final double ENOUGH = 0.98;
  private static final int LOOK = 50;

  private OverfitStudy() {}

  /** Of each of the first images the largest object that fits a window. */
  static SampleSet cases(SampleSet all, int window) {
    List<Sample> cases = new ArrayList<>();
    for (int i = 0; cases.size() < CASES; i++) {
      Sample s = all.get(i);
      s.objects().stream()
          .map(SampleObject::mask)
          .filter(mask -> Windows.fits(mask, window))
          .max(Comparator.comparingInt(Mask::area))
          .ifPresent(mask -> cases.add(Windows.cut(s, mask, window)));
    }
    return SampleSet.of(cases);
  }

  static TrainerOptions options(long updates, int side, double rate, int threads) {
    PromptRecipe exact =
        PromptRecipe.medSam2().withBoxes(BoxNoise.NONE, 0).withCorrections(Corrections.exactly(0));
    return TrainerOptions.of(updates)
        .imageSize(side)
        .batch(2)
        .mostObjects(1)
        .clip(1)
        .losses(LossWeights.ORIGINAL.withOthers(0.1))
        .averageDecay(0)
        .saveEvery(LOOK)
        .prompts(exact)
        .threads(threads)
        .rates(new RatePlan(rate, rate, 1, 0, new Schedule(20, updates, 0.02)));
  }

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    SampleSet cases = cases(Arcade.segments(Path.of(args[2])), Integer.parseInt(args[7]));
    int side = Integer.parseInt(args[4]);
    int threads = Integer.parseInt(args[6]);
    TrainerOptions options =
        options(Long.parseLong(args[3]), side, Double.parseDouble(args[5]), threads);
    ModelOptions serving = ModelOptions.defaults().threads(threads).imageSize(side);
    Split split = new Split(cases, SampleSet.of(List.of()));
    long begun = System.nanoTime();
    try (Checkpoint weights = Checkpoint.open(Path.of(args[1]));
        Trainer trainer = Trainer.open(weights, split, folder, options)) {
      double[] dice = {Evaluation.dice(weights, cases, serving)};
      say(0, Double.NaN, dice[0], begun);
      trainer.run(
          p -> {
            if (p.update() % LOOK == 0) {
              dice[0] = dice(trainer, folder.resolve("now.safetensors"), cases, serving);
              say(p.update(), p.loss(), dice[0], begun);
            }
            return dice[0] <= ENOUGH;
          });
    }
  }

  private static double dice(Trainer trainer, Path file, SampleSet cases, ModelOptions serving) {
    trainer.export(file);
    try (Checkpoint now = Checkpoint.open(file)) {
      return Evaluation.dice(now, cases, serving);
    }
  }

  private static void say(long update, double loss, double dice, long begun) {
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    long used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toSeconds();
    System.out.printf(
        Locale.ROOT,
        "update %d: loss %.4f, Dice %.4f; %d s, CPU %d s%n",
        update,
        loss,
        dice,
        seconds,
        used);
  }
}

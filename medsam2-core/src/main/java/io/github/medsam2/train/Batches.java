// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.loss.ReadingTruth;
import io.github.medsam2.train.step.ClipStep;
import io.github.medsam2.train.step.DenseTask;
import io.github.medsam2.train.step.FrameObjects;
import io.github.medsam2.train.step.FrameTask;
import io.github.medsam2.train.step.ReadingTask;
import io.github.medsam2.train.step.SideTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of every update: a function of its number alone. */
final class Batches {
  private final ModelConfig config;
  private final SampleSet samples;
  private final TrainerOptions options;
  private final CounterRandom random;
  private final Drawing drawing;

  Batches(ModelConfig config, SampleSet samples, TrainerOptions options) {
    this.config = config;
    this.samples = samples;
    this.options = options;
    this.random = CounterRandom.of(options.seed);
    this.drawing = new Drawing(config, options.prompts, options.words, options.mostObjects);
  }

  /** The steps of an update; none where no object of its samples is seen at the network's size. */
  List<ClipStep> of(long update) {
    List<Drawing.Drawn> drawn = new ArrayList<>();
    for (int i = 0; i < options.batch; i++) {
      long at = update * options.batch + i;
      long epoch = at / samples.size();
      int[] order = random.split("order").split(epoch).choose(samples.size(), samples.size());
      int index = order[(int) (at % samples.size())];
      CounterRandom own = random.split("sample").split(epoch).split(index);
      Drawing.window(samples.get(index), options.clipFrames, own.split("window"))
          .flatMap(sample -> options.augmentation.apply(sample, own.split("augmentation")))
          .flatMap(sample -> drawing.draw(sample, own))
          .ifPresent(drawn::add);
    }
    int objects = drawn.stream().mapToInt(d -> d.objects().size()).sum();
    int frames = drawn.stream().mapToInt(d -> d.frames().size()).sum();
    return drawn.stream().map(d -> step(d, update, objects, frames)).toList();
  }

  private Optional<ReadingLoss> reading(double done) {
    return options.readings.filter(rule -> done >= options.readingsFrom);
  }

  /** Nothing is read of an object that the frame does not show. */
  private static ReadingTask task(ReadingLoss rule, Drawing.Drawn d, FrameObjects frame) {
    List<ReadingTruth> truths = new ArrayList<>();
    for (Mask mask : frame.truths()) {
      SampleObject object = d.objects().get(truths.size());
      truths.add(mask.isEmpty() ? ReadingTruth.UNKNOWN : ReadingTruth.of(object));
    }
    return new ReadingTask(rule, truths);
  }

  private List<SideTask> beside(Drawing.Drawn d, int frame, double done, int frames) {
    List<SideTask> all = new ArrayList<>();
    options.dense.ifPresent(
        rule -> all.add(new DenseTask(rule, rule.at(done) / frames, d.labelled().get(frame))));
    options.beside.ifPresent(
        rule -> all.add(new FrameTask(rule, 1.0 / frames, d.sample().objects(), frame)));
    return all;
  }

  private ClipStep step(Drawing.Drawn d, long update, int objects, int frames) {
    double done = Math.min(1, update / (double) options.updates);
    List<FrameObjects> all = new ArrayList<>();
    for (int i = 0; i < d.frames().size(); i++) {
      FrameObjects frame = d.frames().get(i).with(beside(d, i, done, frames));
      all.add(reading(done).map(rule -> frame.reading(task(rule, d, frame))).orElse(frame));
    }
    return new ClipStep(
        "of update " + update, config, all, d.order(), d.clicking(), options.losses, objects);
  }
}

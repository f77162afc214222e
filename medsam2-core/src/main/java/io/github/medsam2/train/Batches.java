// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.ClipPlan;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.FirstPrompt;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.train.step.Clicking;
import io.github.medsam2.train.step.ClipStep;
import io.github.medsam2.train.step.DenseTask;
import io.github.medsam2.train.step.FrameObjects;
import io.github.medsam2.train.step.SideTask;
import java.util.ArrayList;
import java.util.List;

/** The steps of every update: a function of its number alone. */
final class Batches {
  private final ModelConfig config;
  private final SampleSet samples;
  private final TrainerOptions options;
  private final CounterRandom random;

  Batches(ModelConfig config, SampleSet samples, TrainerOptions options) {
    this.config = config;
    this.samples = samples;
    this.options = options;
    this.random = CounterRandom.of(options.seed);
  }

  /** An image, its objects in the network's pixels, what was drawn for it, and all labels. */
  private record Drawn(FrameObjects objects, Clicking clicking, Mask labelled) {}

  /** The steps of an update; none where no object of its images is seen at the network's size. */
  List<ClipStep> of(long update) {
    List<Drawn> drawn = new ArrayList<>();
    for (int i = 0; i < options.batch; i++) {
      long at = update * options.batch + i;
      long epoch = at / samples.size();
      int[] order = random.split("order").split(epoch).choose(samples.size(), samples.size());
      int index = order[(int) (at % samples.size())];
      CounterRandom own = random.split("sample").split(epoch).split(index);
      options
          .augmentation
          .apply(samples.get(index), own.split("augmentation"))
          .map(sample -> draw(sample, own))
          .filter(one -> !one.objects().truths().isEmpty())
          .ifPresent(drawn::add);
    }
    int objects = drawn.stream().mapToInt(d -> d.objects().truths().size()).sum();
    List<ClipStep> steps = new ArrayList<>();
    for (Drawn d : drawn) {
      FrameObjects frame = d.objects().beside(beside(d, update, drawn.size()));
      steps.add(
          new ClipStep(
              "of update " + update,
              config,
              List.of(frame),
              List.of(0),
              d.clicking(),
              options.losses,
              objects));
    }
    return steps;
  }

  private List<SideTask> beside(Drawn d, long update, int images) {
    double done = Math.min(1, update / (double) options.updates);
    return options.dense.stream()
        .<SideTask>map(rule -> new DenseTask(rule, rule.at(done) / images, d.labelled()))
        .toList();
  }

  private Drawn draw(Sample sample, CounterRandom drawn) {
    int side = config.imageSize();
    PromptRecipe recipe = options.prompts;
    ClipPlan plan = ClipPlan.draw(recipe, 1, drawn.split("plan"));
    List<Mask> truths = truths(sample.objects(), side, drawn.split("objects"));
    List<Prompts> first = new ArrayList<>();
    for (int i = 0; i < truths.size(); i++) {
      CounterRandom noise = drawn.split("first").split(i);
      first.add(first(plan.prompts().getOrDefault(0, FirstPrompt.BOX), truths.get(i), noise));
    }
    Image eightBit = Intensity.standard().toUint8(sample.image());
    Preprocessor preprocessor = Preprocessor.forImages(side, config.trunk().normalization());
    int count = plan.corrections().getOrDefault(0, 0);
    return new Drawn(
        new FrameObjects(preprocessor.prepare(eightBit), truths, first, count),
        new Clicking(recipe.clicks(), recipe.fromTruth(), drawn.split("clicks")),
        labelled(sample, side));
  }

  private List<Mask> truths(List<SampleObject> objects, int side, CounterRandom drawn) {
    List<Mask> truths = new ArrayList<>();
    for (int i : drawn.choose(objects.size(), objects.size())) {
      Mask mask = objects.get(i).mask().resize(side, side);
      if (!mask.isEmpty() && truths.size() < options.mostObjects) {
        truths.add(mask);
      }
    }
    return truths;
  }

  private static Mask labelled(Sample sample, int side) {
    return sample.objects().stream()
        .map(SampleObject::mask)
        .reduce(Mask::union)
        .orElseThrow()
        .resize(side, side);
  }

  private Prompts first(FirstPrompt kind, Mask truth, CounterRandom noise) {
    PromptRecipe recipe = options.prompts;
    if (kind == FirstPrompt.CLICK) {
      return Prompts.of(recipe.clicks().first(truth, noise).orElseThrow());
    }
    return Prompts.of(recipe.boxes().around(truth, noise, recipe.leastSide()));
  }
}

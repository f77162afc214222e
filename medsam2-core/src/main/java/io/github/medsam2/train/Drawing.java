// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.ClipPlan;
import io.github.medsam2.sampling.ClipWindow;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.FirstPrompt;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.step.Clicking;
import io.github.medsam2.train.step.FrameObjects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Draws from a sample what a step is told.
 *
 * @param config sizes
 * @param recipe of the prompts
 * @param words said of the objects
 * @param mostObjects objects at a time
 */
record Drawing(ModelConfig config, PromptRecipe recipe, WordRecipe words, int mostObjects) {
  /** Objects are followed both ways. */
  private static final double REVERSED = 0.5;

  /**
   * What was drawn.
   *
   * @param sample with all that is labelled
   * @param objects that are to be found
   * @param frames in the network's pixels
   * @param order in which they are run
   * @param labelled all labels of each frame
   */
  record Drawn(
      Sample sample,
      List<SampleObject> objects,
      List<FrameObjects> frames,
      List<Integer> order,
      Clicking clicking,
      List<Mask> labelled) {}

  /**
   * Consecutive frames of a clip in 8 bits, forward or backward, the first of which shows an
   * object; an image in 8 bits.
   */
  static Optional<Sample> window(Sample sample, int most, CounterRandom random) {
    int count = sample.frames().size();
    if (count == 1) {
      Image eightBit = Intensity.standard().toUint8(sample.image());
      return Optional.of(Sample.of(sample.id(), sample.group(), eightBit, sample.objects()));
    }
    List<BitSet> visible = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      BitSet seen = new BitSet();
      for (int i = 0; i < sample.objects().size(); i++) {
        seen.set(i, !sample.objects().get(i).masks().get(frame).isEmpty());
      }
      visible.add(seen);
    }
    int length = Math.min(most, count);
    return ClipWindow.draw(visible, length, sample.objects().size(), REVERSED, random)
        .map(window -> part(sample, window.frames()));
  }

  private static Sample part(Sample sample, List<Integer> frames) {
    FrameSource all = FrameSource.of(sample.frames());
    List<SampleObject> objects = new ArrayList<>();
    for (SampleObject o : sample.objects()) {
      List<Mask> masks = frames.stream().map(o.masks()::get).toList();
      if (!masks.stream().allMatch(Mask::isEmpty)) {
        objects.add(new SampleObject(masks, o.description(), o.stenosis()));
      }
    }
    List<Image> images = frames.stream().map(all::frame).toList();
    return new Sample(sample.id(), sample.group(), images, objects);
  }

  /** None where the first frame shows no object at the network's size. */
  Optional<Drawn> draw(Sample sample, CounterRandom drawn) {
    List<SampleObject> objects = seenFirst(sample.objects(), drawn.split("objects"));
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    int count = sample.frames().size();
    List<List<Mask>> truths = new ArrayList<>();
    List<Mask> labelled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int frame = i;
      truths.add(objects.stream().map(o -> sized(o.masks().get(frame))).toList());
      labelled.add(
          sized(
              sample.objects().stream()
                  .map(o -> o.masks().get(frame))
                  .reduce(Mask::union)
                  .orElseThrow()));
    }
    ClipPlan plan =
        ClipPlan.draw(recipe, count, drawn.split("plan"))
            .promptedOnlyWhere(i -> truths.get(i).stream().noneMatch(Mask::isEmpty));
    Wording.Said said =
        new Wording(config.extension(), words)
            .draw(sample.objects(), objects, drawn.split("words"));
    return Optional.of(
        new Drawn(
            sample,
            objects,
            frames(sample, truths, plan, said, drawn.split("first")),
            plan.order(),
            new Clicking(recipe.clicks(), recipe.fromTruth(), drawn.split("clicks")),
            labelled));
  }

  private List<FrameObjects> frames(
      Sample sample,
      List<List<Mask>> truths,
      ClipPlan plan,
      Wording.Said said,
      CounterRandom random) {
    List<FrameObjects> frames = new ArrayList<>();
    Preprocessor preprocessor =
        truths.size() == 1
            ? config.trunk().forImages(config.imageSize())
            : config.trunk().forFrames(config.imageSize());
    for (int i = 0; i < truths.size(); i++) {
      List<Prompts> first = new ArrayList<>();
      FirstPrompt kind = plan.prompts().get(i);
      if (kind != null) {
        for (Mask truth : truths.get(i)) {
          CounterRandom noise = random.split(i).split(first.size());
          first.add(said(said, first.size(), kind, truth, noise));
        }
      }
      int corrections = plan.corrections().getOrDefault(i, 0);
      HostTensor image = preprocessor.prepare(sample.frames().get(i));
      FrameObjects frame = new FrameObjects(image, truths.get(i), first, corrections);
      frames.add(said.lasting().map(frame::lasting).orElse(frame));
    }
    return frames;
  }

  private List<SampleObject> seenFirst(List<SampleObject> objects, CounterRandom drawn) {
    List<SampleObject> seen = new ArrayList<>();
    for (int i : drawn.choose(objects.size(), objects.size())) {
      SampleObject o = objects.get(i);
      if (seen.size() < mostObjects && !sized(o.mask()).isEmpty()) {
        seen.add(o);
      }
    }
    return seen;
  }

  private Mask sized(Mask mask) {
    return mask.resize(config.imageSize(), config.imageSize());
  }

  /** Nothing is said of a mask, which is the answer itself, unless words are all there is. */
  private Prompts said(
      Wording.Said said, int object, FirstPrompt kind, Mask truth, CounterRandom noise) {
    if (said.alone()) {
      return Prompts.of(said.words().get(object));
    }
    Prompts shown = first(kind, truth, noise);
    boolean silent = said.words().isEmpty() || kind == FirstPrompt.MASK;
    return silent ? shown : shown.and(said.words().get(object));
  }

  private Prompts first(FirstPrompt kind, Mask truth, CounterRandom noise) {
    return switch (kind) {
      case MASK -> Prompts.of(new MaskPrompt(truth));
      case CLICK -> Prompts.of(recipe.clicks().first(truth, noise).orElseThrow());
      case BOX -> Prompts.of(recipe.boxes().around(truth, noise, recipe.leastSide()));
    };
  }
}

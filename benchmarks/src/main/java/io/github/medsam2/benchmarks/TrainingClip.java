// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.UniformClicks;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.step.Clicking;
import io.github.medsam2.train.step.ClipStep;
import io.github.medsam2.train.step.FrameObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A clip of noise on which discs are to be found: by boxes on the first frame, then followed. */
final class TrainingClip {

  private TrainingClip() {}

  static ClipStep of(ModelConfig config, int frames, int objects) {
    int side = config.imageSize();
    List<FrameObjects> all = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      List<Mask> truths = new ArrayList<>();
      for (int o = 0; o < objects; o++) {
        truths.add(disc(side, 0.3 + 0.1 * o + 0.01 * t, 0.4, 0.1));
      }
      List<Prompts> boxes = truths.stream().map(m -> Prompts.of(BoxPrompt.around(m))).toList();
      all.add(new FrameObjects(noise(side, t), truths, t == 0 ? boxes : List.of(), 0));
    }
    return new ClipStep(
        "measured",
        config,
        all,
        IntStream.range(0, frames).boxed().toList(),
        new Clicking(new UniformClicks(), 0, CounterRandom.of(1)),
        LossWeights.ORIGINAL,
        objects);
  }

  private static Mask disc(int side, double x, double y, double radius) {
    byte[] pixels = new byte[side * side];
    for (int i = 0; i < pixels.length; i++) {
      double away = Math.hypot(i % side - x * side, (double) i / side - y * side);
      pixels[i] = (byte) (away < radius * side ? 1 : 0);
    }
    return Mask.of(side, side, pixels);
  }

  private static HostTensor noise(int side, int seed) {
    Random random = new Random(seed);
    float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return HostTensor.of(values, 3, side, side);
  }
}

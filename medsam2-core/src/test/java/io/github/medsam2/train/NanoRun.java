// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small run: bright discs on a dark ground, found by the reduced network. */
public final class NanoRun {
  static final int SIDE = 96;

  private NanoRun() {}

  static Weights weights() {
    return new RuleWeights(Networks.nano().keys(), 2);
  }

  /** An image with discs; each number gives another. */
  static Sample sample(int number, String group) {
    List<SampleObject> objects = new ArrayList<>();
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < 2; i++) {
      byte[] mask = new byte[SIDE * SIDE];
      int x0 = 24 + 44 * i + 3 * number;
      int y0 = 60 - 26 * i - 5 * number;
      int radius = 17 + 3 * i + number;
      for (int p = 0; p < mask.length; p++) {
        int dx = p % SIDE - x0;
        int dy = p / SIDE - y0;
        if (dx * dx + dy * dy < radius * radius) {
          mask[p] = 1;
          grey[p] = (byte) (200 + i * 30);
        }
      }
      objects.add(SampleObject.of(Mask.of(SIDE, SIDE, mask)));
    }
    return Sample.of("image " + number, group, Image.gray8(SIDE, SIDE, grey), objects);
  }

  static Split split(int train, int validation) {
    List<Sample> learnt = new ArrayList<>();
    List<Sample> judged = new ArrayList<>();
    for (int i = 0; i < train; i++) {
      learnt.add(sample(i, "a" + i));
    }
    for (int i = 0; i < validation; i++) {
      judged.add(sample(train + i, "b" + i));
    }
    return new Split(SampleSet.of(learnt), SampleSet.of(judged));
  }

  static TrainerOptions options(int updates) {
    return TrainerOptions.of(updates)
        .imageSize(128)
        .batch(1)
        .threads(1)
        .clip(1)
        .keys(KeySelection.decoder())
        .rates(new RatePlan(1e-3, 1e-3, 1, 0.01, new Schedule(2, updates, 0.1)));
  }

  static TrainerOptions killed() {
    return options(6).saveEvery(2).evaluateEvery(3);
  }

  /** Trains in the folder given first and exports, unless killed before. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (Trainer trainer = Trainer.open(weights(), split(3, 1), folder, killed())) {
      trainer.run(p -> true);
      trainer.export(folder.resolve("last.safetensors"));
      trainer.exportBest(folder.resolve("best.pt"));
    }
    if (!Files.exists(folder.resolve("best.pt"))) {
      throw new IllegalStateException("nothing exported");
    }
  }
}

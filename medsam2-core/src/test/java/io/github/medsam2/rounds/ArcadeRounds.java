// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.train.ShiftedImages;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.Windows;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * {@link RoundsStudy} on vessels: {@code folder weights arcade/syntax images window imageSize
 * updates rate threads seed good pool frozen sizes..}. A case is a segment of ARCADE that fits a
 * window of so many pixels, which is all that is seen of its image; the pool is of so many images
 * of train, the frozen cases of so many of val. {@code images} is {@code plain} or {@code shifted}:
 * another hospital's, blurred and inverted.
 */
final class ArcadeRounds {
  private ArcadeRounds() {}

  private static TrainerOptions trainer(int updates, double rate, int side, int threads) {
    return TrainerOptions.of(updates)
        .imageSize(side)
        .threads(threads)
        .clip(1)
        .evaluateEvery(updates)
        .rates(new RatePlan(rate, rate, 1, 0.01, new Schedule(5, updates, 0.05)));
  }

  public static void main(String[] args) {
    Path data = Path.of(args[2]);
    UnaryOperator<SampleSet> images =
        switch (args[3]) {
          case "plain" -> UnaryOperator.identity();
          case "shifted" -> ShiftedImages::of;
          default -> throw new IllegalArgumentException("plain or shifted, found " + args[3]);
        };
    int window = Integer.parseInt(args[4]);
    int side = Integer.parseInt(args[5]);
    int updates = Integer.parseInt(args[6]);
    int threads = Integer.parseInt(args[8]);
    long seed = Long.parseLong(args[9]);
    RoundsStudy.Plan plan =
        new RoundsStudy.Plan(
            Arrays.stream(args).skip(13).map(Integer::valueOf).toList(),
            trainer(updates, Double.parseDouble(args[7]), side, threads).seed(seed),
            ModelOptions.defaults().threads(threads).imageSize(side),
            new Selection(0.1, 3, 100, false, seed),
            seed,
            Double.parseDouble(args[10]));
    SampleSet train = Arcade.segments(data.resolve("train"));
    SampleSet val = Arcade.segments(data.resolve("val"));
    try (Checkpoint base = Checkpoint.open(Path.of(args[1]))) {
      RoundsStudy.run(
          Path.of(args[0]),
          base,
          images.apply(Windows.all(train, 0, Integer.parseInt(args[11]), window)).named("train "),
          images.apply(Windows.all(val, 0, Integer.parseInt(args[12]), window)).named("val "),
          object -> "",
          plan,
          System.out::println);
    }
  }
}

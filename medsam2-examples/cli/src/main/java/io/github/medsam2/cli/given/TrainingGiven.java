// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.data.Augmentation;
import io.github.medsam2.train.TrainerOptions;
import picocli.CommandLine.Option;

/** How a training is run. */
public final class TrainingGiven {

  @Option(
      names = "--updates",
      paramLabel = "N",
      required = true,
      order = 10,
      description = "how often the weights are changed; a first try takes some 100")
  private long updates = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 11,
      defaultValue = "4",
      description = "images or clips of an update; otherwise 4")
  private int batch = 4;

  @Option(
      names = "--augment",
      paramLabel = "HOW",
      order = 13,
      defaultValue = "angiography",
      description =
          "angiography: turned, scaled, mirrored and changed in grey at random; or none. Otherwise"
              + " angiography")
  private Kind augment = Kind.ANGIOGRAPHY;

  @Option(
      names = "--evaluate-every",
      paramLabel = "N",
      order = 14,
      defaultValue = "100",
      description = "judged after every so many updates; otherwise 100")
  private long evaluateEvery = 100;

  @Option(
      names = "--save-every",
      paramLabel = "N",
      order = 15,
      defaultValue = "50",
      description = "saved after every so many updates; otherwise 50")
  private long saveEvery = 50;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 16,
      defaultValue = "42",
      description = "decides all chance; otherwise 42")
  private long seed = 42;

  /** How samples are changed. */
  enum Kind {
    ANGIOGRAPHY,
    NONE
  }

  /** Options of the library. */
  public TrainerOptions options(BaseChoice base) {
    return TrainerOptions.of(updates)
        .imageSize(base.imageSize())
        .threads(base.threads())
        .batch(batch)
        .augmentation(augment == Kind.NONE ? Augmentation.NONE : Augmentation.ANGIOGRAPHY)
        .evaluateEvery(Math.min(evaluateEvery, updates))
        .saveEvery(saveEvery)
        .seed(seed);
  }

  /** Decides all chance. */
  public long seed() {
    return seed;
  }
}

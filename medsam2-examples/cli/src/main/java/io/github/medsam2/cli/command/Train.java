// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.BaseChoice;
import io.github.medsam2.cli.given.SplitGiven;
import io.github.medsam2.cli.given.TrainingGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Training;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.optim.RatePlan;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network trained on cases whose masks are known. */
@CommandLine.Command(
    name = "train",
    header = "Trains a model further on your cases. Needs PyTorch: see --engine in docs/cli.md.",
    description = {
      "",
      "The run lives in a folder and goes on where it was stopped: give the same command again."
          + " Written there: best.safetensors, what judged best. The trained weights stand under"
          + " the licence of those they began from.",
      ""
    },
    footer = {"", "Example: medsam2 train cases --updates 500 --run run"})
final class Train extends io.github.medsam2.cli.shell.Command {

  @Mixin private SplitGiven cases = new SplitGiven();
  @Mixin private TrainingGiven training = new TrainingGiven();
  @Mixin private BaseChoice base = new BaseChoice();

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      order = 12,
      description = "a constant learning rate; otherwise the plan MedSAM2 was trained by")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-train",
      description = "of the run; otherwise ${DEFAULT-VALUE}")
  private Path run = Path.of("");

  @Override
  protected void work(Console console) {
    TrainerOptions options = training.options(base);
    options = rate.map(RatePlan::constant).map(options::rates).orElse(options);
    try (Checkpoint weights = base.weights()) {
      Training.run(
          weights,
          cases.read(training.seed(), console),
          run,
          options,
          console,
          trainer -> {
            Path best = run.resolve("best.safetensors");
            trainer.exportBest(best);
            console.wrote(best);
          });
    }
  }
}

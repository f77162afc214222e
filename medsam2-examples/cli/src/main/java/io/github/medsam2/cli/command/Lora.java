// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.BaseChoice;
import io.github.medsam2.cli.given.SplitGiven;
import io.github.medsam2.cli.given.TrainingGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Training;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An adapter trained beside a model. */
@CommandLine.Command(
    name = "lora",
    header = "Trains an adapter (LoRA) beside a model. Needs PyTorch: see --engine in docs/cli.md.",
    description = {
      "",
      "The model stays as it is; the adapter is one percent of its size, in the two files that peft"
          + " writes and reads. Written to RUN/adapter; use it by --adapter, or merge it by"
          + " convert.",
      ""
    },
    footer = {"", "Example: medsam2 lora cases --updates 300 --rank 8 --run run"})
final class Lora extends io.github.medsam2.cli.shell.Command {

  @Mixin private SplitGiven cases = new SplitGiven();
  @Mixin private TrainingGiven training = new TrainingGiven();
  @Mixin private BaseChoice base = new BaseChoice();

  @Option(
      names = "--rank",
      paramLabel = "N",
      order = 12,
      defaultValue = "8",
      description = "of the corrections; otherwise 8")
  private int rank = 8;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-lora",
      description = "of the run; otherwise ${DEFAULT-VALUE}")
  private Path run = Path.of("");

  @Override
  protected void work(Console console) {
    if (rank < 1) {
      throw misused("option --rank: expected 1 or more, found " + rank);
    }
    try (Checkpoint weights = base.weights()) {
      Training.run(
          weights,
          cases.read(training.seed(), console),
          run,
          training.options(base).adapter(AdapterPlan.attention(rank)),
          console,
          trainer -> {
            Path folder = run.resolve("adapter");
            Adapter best = trainer.bestAdapter().forBase(weights);
            best.write(folder);
            console.say(String.format(Locale.ROOT, "%,d numbers learnt", best.parameters()));
            console.put("parameters", best.parameters());
            console.wrote(folder);
          });
    }
  }
}

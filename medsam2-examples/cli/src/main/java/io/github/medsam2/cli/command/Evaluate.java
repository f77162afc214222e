// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.given.CasesGiven;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.ProtocolsGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Judgement;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Comparison;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How good a model is on cases whose masks are known. */
@CommandLine.Command(
    name = "evaluate",
    header = "Judges a model on your cases: the baseline before anything is trained.",
    description = {
      "",
      "Written: evaluation.html, one page with intervals by patient, pictures and what it does not"
          + " show; scores.csv and scores.jsonl, every case.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 evaluate cases --protocol box --protocol clicks-1 --out baseline"
    })
final class Evaluate extends io.github.medsam2.cli.shell.Command {

  @Mixin private CasesGiven cases = new CasesGiven();
  @Mixin private ModelChoice model = new ModelChoice();
  @Mixin private ProtocolsGiven protocols = new ProtocolsGiven();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-evaluate",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    SampleSet set = cases.read(console);
    try (OpenModel open = model.open()) {
      console.note("model: " + open);
      console.put("model", open.described());
      new Judgement(console)
          .run(
              Comparison.of(set)
                  .title(open.name() + " on your cases")
                  .candidate(open.name(), open.model()),
              protocols.chosen(set),
              out,
              "evaluation.html");
    }
  }
}

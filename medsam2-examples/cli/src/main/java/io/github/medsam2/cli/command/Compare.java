// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.cli.given.CasesGiven;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.ProtocolsGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Judgement;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which of two models is better on cases whose masks are known. */
@CommandLine.Command(
    name = "compare",
    header = "Compares a model with another one, or with an adapter, on your cases.",
    description = {
      "",
      "Both are asked alike, case by case; differences have intervals by patient. Written:"
          + " comparison.html, scores.csv, scores.jsonl.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 compare cases --model MedSAM2_latest.pt --with ours.pt --out comparison",
      "Example: medsam2 compare cases --with our-adapter"
    })
final class Compare extends io.github.medsam2.cli.shell.Command {

  @Mixin private CasesGiven cases = new CasesGiven();
  @Mixin private ModelChoice model = new ModelChoice();
  @Mixin private ProtocolsGiven protocols = new ProtocolsGiven();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      required = true,
      order = 5,
      description =
          "the other: weights, or the folder of an adapter, which is put beside --model; xca-nano"
              + " for the built-in model")
  private Path other = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-compare",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    SampleSet set = cases.read(console);
    try (OpenModel first = model.open();
        OpenModel second = second()) {
      String name = first.name();
      String with =
          second.name() + (Files.isDirectory(other) ? " with " + other.getFileName() : "");
      with = with.equals(name) ? with + " (other)" : with;
      console.note("models: " + first + "; " + second);
      List<Object> described = new ArrayList<>(List.of(first.described(), second.described()));
      console.put("models", described);
      Judgement judgement = new Judgement(console);
      ComparisonResult result =
          judgement.run(
              Comparison.of(set)
                  .title(with + " against " + name)
                  .candidate(name, first.model())
                  .candidate(with, second.model()),
              protocols.chosen(set),
              out,
              "comparison.html");
      judgement.tellDifference(result, name, with);
    }
  }

  private OpenModel second() {
    if (Files.isDirectory(other)) {
      return OpenModel.open(
          model.base().file(), AdapterStack.of(Adapter.read(other)), model.base().options());
    }
    Optional<Path> file =
        other.toString().equals(OpenModel.BUILT_IN) ? Optional.empty() : Optional.of(other);
    return OpenModel.open(file, AdapterStack.NONE, model.base().options());
  }
}

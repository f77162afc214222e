// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.RoundGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.rounds.CaseSource;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectOptions;
import io.github.medsam2.rounds.Side;
import io.github.medsam2.rounds.SimulatedAnnotator;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Begins a project, or adds cases to one. */
@CommandLine.Command(name = "new", header = "Begins a project, or adds new cases to one.")
final class RoundNew extends io.github.medsam2.cli.shell.Command {

  @Mixin private RoundGiven given = new RoundGiven();

  @Option(
      names = "--frozen",
      paramLabel = "SHARE",
      order = 20,
      defaultValue = "0.15",
      description = "share of the patients that judge models; otherwise 0.15")
  private double share = 0.15;

  @Option(
      names = "--frozen-least",
      paramLabel = "N",
      order = 21,
      defaultValue = "40",
      description = "at least so many of them; otherwise 40, below which a comparison tells little")
  private int least = 40;

  @Option(
      names = "--masks-are-right",
      order = 22,
      description = "the masks of CASES were drawn by a reader: accept those of frozen patients")
  private boolean right;

  @Override
  protected void work(Console console) {
    CaseSource cases = given.cases(console); // first: nothing is begun for cases that are none
    try (Checkpoint weights = given.base().weights();
        Project project =
            Project.open(
                given.folder(),
                ProjectOptions.of(new BaseWeights(weights).fingerprint()).frozen(share, least))) {
      int added = project.add(cases);
      int frozen = right ? SimulatedAnnotator.of(1).drawFrozen(project, cases) : 0;
      long judging = project.cases().stream().filter(c -> c.side() == Side.FROZEN).count();
      console.say(
          added + " cases added, " + project.size() + " in all, " + judging + " of them judge");
      if (right) {
        console.say(frozen + " frozen masks accepted as they are");
      } else if (judging > 0) {
        console.say("masks of the cases that judge are to be drawn by a reader: see propose");
      }
      console.put("added", added);
      console.put("all", project.size());
      console.put("frozen", judging);
      console.wrote(given.folder());
    }
  }
}

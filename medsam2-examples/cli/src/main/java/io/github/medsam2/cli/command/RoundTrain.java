// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.RoundGiven;
import io.github.medsam2.cli.given.TrainingGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Judgement;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.cli.work.Training;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.Side;
import io.github.medsam2.rounds.Verdict;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The next model of a project. */
@CommandLine.Command(
    name = "train",
    header = "Trains the round's model on all that was accepted, judges it, promotes it or not.",
    description = {
      "",
      "Goes on where it was stopped: give the same command again. Needs PyTorch, see docs/cli.md.",
      ""
    })
final class RoundTrain extends io.github.medsam2.cli.shell.Command {

  @Mixin private RoundGiven given = new RoundGiven();
  @Mixin private TrainingGiven training = new TrainingGiven();

  @Override
  protected void work(Console console) {
    try (Checkpoint weights = given.base().weights();
        Project project = ProjectText.open(given.folder());
        Rounds rounds = given.rounds(project, given.cases(console), weights)) {
      Optional<String> model =
          rounds.train(training.options(given.base()), new Training.Teller(console));
      model.ifPresent(
          id -> {
            console.say("trained model " + id.substring(0, 12));
            console.put("model", id);
            console.wrote(project.modelFile(id));
            decide(console, project, rounds);
          });
    }
  }

  private static void decide(Console console, Project project, Rounds rounds) {
    boolean judges =
        project.cases().stream()
            .anyMatch(c -> c.side() == Side.FROZEN && c.state().acceptedMask().isPresent());
    if (!judges) {
      console.say("not judged: no mask of a frozen patient was accepted; the model is not in use");
      return;
    }
    Verdict verdict = rounds.decide();
    console.say(
        (verdict.promoted() ? "promoted" : "kept the earlier model")
            + ", gain in Dice "
            + Judgement.text(verdict.gain()));
    verdict.reasons().forEach(console::say);
    console.put("promoted", verdict.promoted());
    console.put("reasons", verdict.reasons());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.RoundGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.cli.work.WorkFolder;
import io.github.medsam2.image.Mask;
import io.github.medsam2.rounds.CaseState;
import io.github.medsam2.rounds.Effort;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.rounds.RejectReason;
import io.github.medsam2.rounds.RoundTask;
import io.github.medsam2.rounds.Rounds;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes in what a reader corrected. */
@CommandLine.Command(
    name = "accept",
    header = "Takes in the masks of a work folder: the reader stands for them as they are now.",
    description = {
      "",
      "A mask that was changed is a correction, an empty one a rejection. How long it took is not"
          + " known here, so effort is not told; a viewer knows it.",
      ""
    })
final class RoundAccept extends io.github.medsam2.cli.shell.Command {

  @Mixin private RoundGiven given = new RoundGiven();

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      required = true,
      order = 50,
      description = "of images and masks, as propose wrote it")
  private Path work = Path.of("");

  private int untouched;
  private int corrected;
  private int rejected;

  @Override
  protected void work(Console console) {
    WorkFolder folder = new WorkFolder(work);
    try (Checkpoint weights = given.base().weights();
        Project project = ProjectText.open(given.folder());
        Rounds rounds = given.rounds(project, given.cases(console), weights)) {
      for (ProjectCase c : project.cases()) {
        boolean open =
            c.state().acceptedMask().isEmpty() && !(c.state() instanceof CaseState.Rejected);
        if (open && folder.has(c.id())) {
          take(rounds.task(c.id()), folder);
        }
      }
    }
    console.say(
        untouched
            + " accepted as proposed, "
            + corrected
            + " corrected, "
            + rejected
            + " rejected");
    console.put("untouched", untouched);
    console.put("corrected", corrected);
    console.put("rejected", rejected);
  }

  private void take(RoundTask task, WorkFolder folder) {
    Mask mask = folder.read(task.id(), task.image().width(), task.image().height());
    if (mask.isEmpty()) {
      task.reject(RejectReason.NOT_VISIBLE, Effort.NONE);
      rejected++;
    } else if (task.mask().filter(mask::equals).isPresent()) {
      task.accept(Effort.NONE);
      untouched++;
    } else {
      task.correct(mask, Effort.NONE);
      task.accept(Effort.NONE);
      corrected++;
    }
  }
}

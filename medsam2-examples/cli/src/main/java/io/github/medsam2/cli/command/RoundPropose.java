// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.given.RoundGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Progress;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.cli.work.WorkFolder;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.rounds.CaseState;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.rounds.RoundTask;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.Side;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses cases and writes what the model proposes. */
@CommandLine.Command(
    name = "propose",
    header = "Chooses the next cases and writes their images and proposed masks to be corrected.",
    description = {
      "",
      "Written for each case: ID-image.png; ID-mask.png, 255 inside, to be painted over;"
          + " ID-overlay.png to look at. Cases of frozen patients that nobody drew yet come with"
          + " empty masks. Erase a mask altogether where the object is not visible.",
      ""
    })
final class RoundPropose extends io.github.medsam2.cli.shell.Command {

  @Mixin private RoundGiven given = new RoundGiven();

  @Option(
      names = "--count",
      paramLabel = "N",
      order = 20,
      defaultValue = "20",
      description = "how many new cases; otherwise 20")
  private int count = 20;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      required = true,
      order = 50,
      description = "where images and masks go")
  private Path work = Path.of("");

  @Override
  protected void work(Console console) {
    try (Checkpoint weights = given.base().weights();
        Project project = ProjectText.open(given.folder());
        Rounds rounds = given.rounds(project, given.cases(console), weights)) {
      int round = rounds.select(count);
      WorkFolder folder = new WorkFolder(work);
      List<ProjectCase> open = project.cases().stream().filter(RoundPropose::waits).toList();
      Progress progress = new Progress(console, "propose");
      for (int i = 0; i < open.size(); i++) {
        RoundTask task = rounds.task(open.get(i).id());
        Image image = task.image();
        Mask nothing = Mask.empty(image.width(), image.height());
        folder.write(task.id(), image, task.mask().orElse(nothing));
        progress.at(i + 1, open.size(), "");
      }
      console.say("round " + round + ": " + open.size() + " masks wait for a reader");
      console.put("round", round);
      console.put("waiting", open.stream().map(ProjectCase::id).toList());
      console.wrote(work);
    }
  }

  private static boolean waits(ProjectCase c) {
    boolean open = c.state().acceptedMask().isEmpty() && !(c.state() instanceof CaseState.Rejected);
    return open && (c.side() == Side.FROZEN || c.round() > 0);
  }
}

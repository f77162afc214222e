// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.rounds.Project;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** An earlier model of a project, again. */
@CommandLine.Command(
    name = "rollback",
    header = "Uses an earlier model, or the base, again. Nothing is deleted.")
final class RoundRollback extends io.github.medsam2.cli.shell.Command {

  @Parameters(index = "0", paramLabel = "PROJECT", description = "the folder of the project")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "MODEL", description = "the beginning of its id, or base")
  private String model = "";

  @Override
  protected void work(Console console) {
    try (Project project = ProjectText.open(folder)) {
      String id = model.equals("base") ? project.base() : ProjectText.model(project, model);
      project.rollBack(id);
      console.say("in use: model " + id);
      console.put("currentModel", id);
    }
  }
}

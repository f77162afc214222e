// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.ProjectText;
import io.github.medsam2.rounds.Project;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** How far a project is. */
@CommandLine.Command(name = "status", header = "Tells how far a project is.")
final class RoundStatus extends io.github.medsam2.cli.shell.Command {

  @Parameters(paramLabel = "PROJECT", description = "the folder of the project")
  private Path folder = Path.of("");

  @Override
  protected void work(Console console) {
    try (Project project = ProjectText.open(folder)) {
      ProjectText.tell(project, console);
    }
  }
}

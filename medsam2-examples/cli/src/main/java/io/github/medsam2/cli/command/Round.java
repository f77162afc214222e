// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rounds with a human. */
@CommandLine.Command(
    name = "round",
    header =
        "Rounds with a reader: the model proposes, the reader corrects, the next model learns.",
    description = {
      "",
      "new begins a project; propose writes images and proposed masks; you correct the masks with"
          + " any program that paints; accept takes them in; train makes the next model, judges it"
          + " on patients nobody learns from and promotes it or not. docs/rounds.md tells the"
          + " rules.",
      ""
    },
    synopsisSubcommandLabel = "STEP",
    footer = {
      "",
      "Example: medsam2 round new project cases",
      "         medsam2 round propose project cases --count 50 --work to-correct",
      "         medsam2 round accept project cases --work to-correct --reader anna",
      "         medsam2 round train project cases --updates 300",
      "         medsam2 round status project"
    },
    subcommands = {
      RoundNew.class,
      RoundPropose.class,
      RoundAccept.class,
      RoundTrain.class,
      RoundStatus.class,
      RoundRollback.class
    })
final class Round implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no step; expected new, propose, accept, train, status or rollback");
  }
}

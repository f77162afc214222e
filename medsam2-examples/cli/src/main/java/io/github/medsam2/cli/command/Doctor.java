// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.cli.doctor.Checkup;
import io.github.medsam2.cli.shell.Console;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether this machine computes what it should. */
@CommandLine.Command(
    name = "doctor",
    header = "Examines the engines of this machine: what they compute, how fast, what they are.",
    description = {
      "",
      "Runs a small network of fixed numbers on every engine that is here and compares with"
          + " recorded results and between engines. Exit code 1 where one computes something else.",
      ""
    },
    footer = {"", "Example: medsam2 doctor --json"})
final class Doctor extends io.github.medsam2.cli.shell.Command {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of one run; otherwise one per processor")
  private int threads;

  /** Prints what is to be recorded when the network itself changed. */
  @Option(names = "--record", hidden = true)
  private boolean record;

  @Override
  protected void work(Console console) {
    ModelOptions options = ModelOptions.defaults().threads(threads);
    if (record) {
      console.say(Checkup.record(options.engine("onnx")).strip());
      return;
    }
    new Checkup(console, options).run();
  }
}

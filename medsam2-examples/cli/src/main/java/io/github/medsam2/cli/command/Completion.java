// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.shell.Console;
import picocli.AutoComplete;
import picocli.CommandLine;

/** A script for the shell. */
@CommandLine.Command(
    name = "completion",
    header = "Prints a script by which bash and zsh complete commands and options.",
    footer = {"", "Example: source <(medsam2 completion)"})
final class Completion extends io.github.medsam2.cli.shell.Command {

  @Override
  protected void work(Console console) {
    String script = AutoComplete.bash("medsam2", Root.commandLine());
    console.say(script);
    console.put("script", script);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.shell.Failures;
import io.github.medsam2.cli.shell.Version;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: names its commands. */
@Command(
    name = "medsam2",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisSubcommandLabel = "COMMAND",
    header =
        "Segments medical images, follows objects through cines, measures coronary angiograms.",
    description = {
      "",
      "Research use only: not a medical device, not for diagnosis or treatment.",
      ""
    },
    footer = {
      "",
      "medsam2 COMMAND --help tells all of a command, with an example. Every command takes --json:"
          + " one JSON object on the standard output, progress and text on the error output.",
      "Exit codes: 0 done, 1 could not be done, 2 wrong command line, 3 a batch with failed cases."
          + " Nothing is sent anywhere, but files by pacs put."
    },
    subcommands = {
      Demo.class,
      Segment.class,
      Track.class,
      VolumeCommand.class,
      QcaCommand.class,
      Serve.class,
      Train.class,
      Lora.class,
      Round.class,
      Evaluate.class,
      Compare.class,
      BatchCommand.class,
      Convert.class,
      Inspect.class,
      PhantomCommand.class,
      Redact.class,
      Pacs.class,
      Doctor.class,
      Completion.class
    })
public final class Root implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command");
  }

  /** The command line without any state of an earlier run. */
  static CommandLine commandLine() {
    return new CommandLine(new Root())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  /**
   * Runs a command.
   *
   * @return the exit code: 0 for done, 1 for what could not be done, 2 for a wrong command line, 3
   *     for a batch in which cases failed
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Failures failures = Failures.of(arguments);
    CommandLine line =
        commandLine()
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return failures.error(e, line);
    } finally {
      out.flush();
      err.flush();
    }
  }
}

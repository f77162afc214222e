// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: what all have in common. */
public abstract class Command implements Callable<Integer> {
  /** The name of the switch, which is looked for even in a command line that is wrong. */
  static final String JSON = "--json";

  static final String STACKTRACE = "--stacktrace";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = JSON,
      order = 900,
      description = "one JSON object on the standard output; all other text on the error output")
  private boolean json;

  @Option(names = STACKTRACE, order = 901, description = "where it failed, for developers")
  private boolean stacktrace;

  /** Does what the command line asks for. */
  protected abstract void work(Console console);

  @Override
  public final Integer call() {
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    console.put("command", spec.qualifiedName(" "));
    console.put("ok", true);
    console.put("use", "research only; not a medical device");
    work(console);
    console.finish();
    return console.exitCode();
  }

  /** A command line that cannot be meant: exit code 2. */
  protected final ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.error.MedSam2Exception;
import java.io.PrintStream;
import java.util.Set;

/** The command line of a program: from arguments to an exit code. */
abstract class Command {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  final PrintStream out;
  private final PrintStream err;
  private final Set<Option> options;

  Command(Set<Option> options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  final int run(String... args) {
    try {
      Arguments arguments = Arguments.parse(options, args);
      if (arguments.has(Option.HELP)) {
        help();
      } else {
        run(arguments);
      }
      return DONE;
    } catch (UsageException e) {
      err.println(e.getMessage());
      return MISUSED;
    } catch (MedSam2Exception e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  abstract void run(Arguments arguments);

  /** What stands before the options in the help, and behind them. */
  abstract String purpose();

  abstract String explanation();

  private void help() {
    out.println(purpose() + " Research use only: not a medical device.\n");
    options.stream().map(Option::help).forEach(out::println);
    out.println("\n" + explanation());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import com.google.gson.JsonObject;
import io.github.medsam2.error.MedSam2Exception;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** What could not be done. */
  public static final int FAILED = 1;

  /** A wrong command line. */
  public static final int MISUSED = 2;

  private static final String RULE = "name a rule, such as Window.ABDOMEN or new FullRange()";

  private final boolean json;
  private final boolean stacktrace;

  private Failures(boolean json, boolean stacktrace) {
    this.json = json;
    this.stacktrace = stacktrace;
  }

  /** Failures of one command line, which may be wrong itself. */
  public static Failures of(String... arguments) {
    return new Failures(
        Arrays.asList(arguments).contains(Command.JSON),
        Arrays.asList(arguments).contains(Command.STACKTRACE));
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String suggested =
        e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
            ? u.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "))
            : "";
    String hint = suggested.isEmpty() ? "" : "did you mean " + suggested + "? ";
    String line = oneLine(e.getMessage()) + "; " + hint + "see " + name(command) + " --help";
    return tell(command, line, MISUSED, e);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ParameterException p) {
      return handleParseException(p, new String[0]);
    }
    return tell(command, line(e), FAILED, e);
  }

  /** For what picocli lets through. */
  public int error(Error e, CommandLine command) {
    return tell(command, line(e), FAILED, e);
  }

  private static String line(Throwable e) {
    if (e instanceof MedSam2Exception) {
      return oneLine(e.getMessage());
    } else if (e instanceof OutOfMemoryError) {
      return "memory: expected enough for this input, found too little; give the JVM more with"
          + " JAVA_TOOL_OPTIONS=-Xmx4g, or a smaller input";
    }
    return "unexpected "
        + e.getClass().getSimpleName()
        + (e.getMessage() == null ? "" : ": " + oneLine(e.getMessage()))
        + "; this is a fault of the program: run it with --stacktrace and report it";
  }

  private int tell(CommandLine command, String line, int code, Throwable e) {
    PrintWriter err = command.getErr();
    err.println(line);
    if (stacktrace) {
      e.printStackTrace(err);
    }
    err.flush();
    if (json) {
      JsonObject failed = new JsonObject();
      failed.addProperty("command", name(command));
      failed.addProperty("ok", false);
      failed.addProperty("exitCode", code);
      failed.addProperty("error", line);
      command.getOut().println(failed);
      command.getOut().flush();
    }
    return code;
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ");
  }

  /** In one line; where the library names what a programmer would, the option. */
  private static String oneLine(@Nullable String text) {
    return String.valueOf(text)
        .strip()
        .replaceAll("\\s*\\R\\s*", "; ")
        .replaceAll(" is not an? (long|int)\\b", " is not a whole number")
        .replaceAll(" is not an? (double|float)\\b", " is not a number")
        .replace(RULE, "give --window abdomen, lung, brain, .., or LEVEL,WIDTH");
  }
}

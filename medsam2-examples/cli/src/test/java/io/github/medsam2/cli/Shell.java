// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.cli.command.Root;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in this process. */
final class Shell {

  private Shell() {}

  /** What came of a command. */
  record Result(int code, String out, String err) {
    /** The standard output, which must be one object of JSON. */
    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }
  }

  static Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    int code = Root.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }
}

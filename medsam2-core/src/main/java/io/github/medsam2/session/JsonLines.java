// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.session.json.Budget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, each of bounded length, all together within a budget of memory. */
final class JsonLines {
  private final InputStream in;
  private final int longest;
  private final Budget budget = new Budget(ReadLimits.defaults().maxBytes());
  private int number;

  JsonLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The number of the line read last, from 1 on. */
  int number() {
    return number;
  }

  Budget budget() {
    return budget;
  }

  /** The next line; none after the last. */
  @Nullable JsonLine next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    for (; b != '\n'; b = in.read()) {
      if (b < 0 || line.size() == longest) {
        throw new FormatException(
            "journal, line " + number,
            "a line feed after at most " + longest + " bytes",
            b < 0 ? "the end of the file" : "a longer line",
            "the file was cut or is no journal: take a whole copy");
      }
      line.write(b);
    }
    // What is read from a text takes up to 4 times its room.
    budget.take(4L * line.size());
    return new JsonLine(number, line.toByteArray());
  }
}

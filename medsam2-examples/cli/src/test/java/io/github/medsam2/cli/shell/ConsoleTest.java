// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void nothingThatIsPrintedCommandsTheTerminal() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    console.say("a\u001b]0;title\u0007 b\u009b2J\ttab\nline é");
    console.note("\u001b[2J");
    console.wrote(Path.of("x\u001b[31m.dcm"));
    assertThat(out.toString())
        .isEqualTo(
            "a?]0;title? b?2J\ttab\nline é"
                + System.lineSeparator()
                + "wrote x?[31m.dcm"
                + System.lineSeparator());
    assertThat(err.toString()).isEqualTo("?[2J" + System.lineSeparator());
  }
}

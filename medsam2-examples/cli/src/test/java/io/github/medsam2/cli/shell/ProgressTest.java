// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Console console(boolean json) {
    return new Console(new PrintWriter(out), new PrintWriter(err), json);
  }

  @Test
  void tellsOnlyNowAndThenAndHowLongTheRestTakes() {
    AtomicLong now = new AtomicLong();
    Progress progress = new Progress(console(false), "track", now::get);
    progress.at(1, 10, "");
    assertThat(err.toString()).isEmpty();
    now.set(5_000_000_000L);
    progress.at(5, 10, "frame 5");
    progress.at(6, 10, "frame 6");
    assertThat(err.toString().strip()).isEqualTo("track: 5 of 10, 5 s left, frame 5");
    now.set(600_000_000_000L);
    progress.at(7, 70, "");
    assertThat(err.toString()).contains("90 min left");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void textGoesAsideWhereJsonIsAskedFor() {
    Console console = console(true);
    console.say("found");
    console.wrote(Path.of("a.png"));
    console.put("share", Double.NaN);
    console.put("list", List.of(1, Map.of("a", Optional.empty())));
    console.finish();
    assertThat(err.toString()).contains("found", "wrote a.png");
    assertThat(JsonParser.parseString(out.toString()))
        .isEqualTo(
            JsonParser.parseString(
                "{\"files\": [\"a.png\"], \"share\": null, \"list\": [1, {\"a\": null}]}"));
  }

  @Test
  void withoutJsonTextIsTheOutput() {
    Console console = console(false);
    console.say("found");
    console.put("share", 1);
    console.finish();
    assertThat(out.toString().strip()).isEqualTo("found");
  }
}

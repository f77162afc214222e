// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.server.image.LabelFile.Numbered;
import io.github.medsam2.server.rounds.StoreCases.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
  private static final Place FIRST = new Place("cine \"7\"\n", "mid RCA", 11);
  private static final Place SECOND = new Place("cine 8", "mid LAD", 0);
  private static final List<Numbered> NUMBERS = List.of(new Numbered("b", 1), new Numbered("a", 2));

  @TempDir private Path folder;

  @Test
  void aKillCostsTheLineThatWasWrittenAtMost() throws Exception {
    Remembered first = Remembered.in(folder);
    first.tell(FIRST);
    first.tell("x", List.of(new Numbered("a", 1)));
    first.tell("x", NUMBERS);
    Path file;
    try (var all = Files.list(folder)) {
      file = all.findFirst().orElseThrow();
    }
    String whole = Files.readString(file);
    first.tell(SECOND);
    String more = Files.readString(file).substring(whole.length());
    for (int cut = 0; cut < more.length(); cut++) {
      Files.writeString(file, whole + more.substring(0, cut));
      Remembered after = Remembered.in(folder);
      assertThat(after.places()).as("cut at " + cut).containsExactly(FIRST);
      assertThat(after.numbers("x", List.of())).isEqualTo(NUMBERS);
      after.tell(SECOND);
      assertThat(Remembered.in(folder).places()).containsExactly(FIRST, SECOND);
    }
  }

  @Test
  void nothingIsWrittenTwice() throws Exception {
    Remembered told = Remembered.in(folder);
    assertThat(told.numbers("x", NUMBERS)).isEqualTo(NUMBERS);
    for (int i = 0; i < 3; i++) {
      told.tell(FIRST);
      told.tell("x", NUMBERS);
    }
    assertThat(Files.readString(folder.resolve("viewers.jsonl")).lines().filter(l -> !l.isBlank()))
        .hasSize(2);
  }
}

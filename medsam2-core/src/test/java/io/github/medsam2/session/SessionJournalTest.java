// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionJournalTest {
  private static final String HEADER =
      "{\"format\":\"medsam2-journal\",\"version\":1,\"events\":1}\n";
  private static final List<SessionEvent> EVENTS =
      List.of(
          new Prompted(
              "lesion",
              12,
              Prompts.of(new BoxPrompt(120, 80, 260.5, 190), PointPrompt.negative(150, 120))),
          new Prompted(
              "vein", 3, Prompts.of(new MaskPrompt(Mask.of(2, 3, new byte[] {0, 1, 1, 0, 0, 1})))),
          new Propagated(List.of("lesion", "vein"), 12, 40, Heading.FORWARD, false),
          new Cleared("lesion", 12),
          new Removed("vein"));

  @TempDir private Path folder;

  @Test
  void theTextIsAsDocumented() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    SessionJournal.write(file, EVENTS);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"format\":\"medsam2-journal\",\"version\":1,\"events\":5}",
            "{\"event\":\"prompted\",\"object\":\"lesion\",\"frame\":12,\"prompts\":"
                + "[{\"box\":[120.0,80.0,260.5,190.0]},{\"point\":[150.0,120.0],\"label\":0}]}",
            "{\"event\":\"prompted\",\"object\":\"vein\",\"frame\":3,\"prompts\":"
                + "[{\"mask\":{\"size\":[3,2],\"counts\":\"111000\"}}]}",
            "{\"event\":\"propagated\",\"objects\":[\"lesion\",\"vein\"],\"from\":12,\"to\":40,"
                + "\"reverse\":false,\"beforeFirst\":false}",
            "{\"event\":\"cleared\",\"object\":\"lesion\",\"frame\":12}",
            "{\"event\":\"removed\",\"object\":\"vein\"}");
    assertThat(SessionJournal.read(file)).isEqualTo(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"renamed\",\"object\":\"a\"}",
        "{\"event\":\"removed\",\"object\":\"a\",\"frame\":1}",
        "{\"event\":\"removed\"}",
        "{\"event\":\"removed\",\"object\":7}",
        "{\"event\":\"cleared\",\"object\":\"a\",\"frame\":1.5}",
        "{\"event\":\"cleared\",\"object\":\"a\",\"frame\":1e99999999}",
        "{\"event\":\"cleared\",\"object\":\"a\",\"frame\":2147483648}",
        "{\"event\":\"removed\",\"object\":\"a\"} {}",
        "{'event':'removed','object':'a'}",
        "[]",
        "",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"point\":[1,2],\"label\":2}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"box\":[5,5,1,1]}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"box\":[0,0,1e999,1]}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"mask\":"
            + "{\"size\":[2147483647,2147483647],\"counts\":\"0\"}}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"mask\":"
            + "{\"size\":[-4,-4],\"counts\":\"`0\"}}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"words\":"
            + "{\"segment\":\"CASS 2, RAO 30\",\"text\":\"\"}}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"words\":"
            + "{\"segment\":\"LAD\",\"text\":\"\"}}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"words\":"
            + "{\"view\":[200,0],\"approximate\":false,\"text\":\"\"}}]}",
        "{\"event\":\"prompted\",\"object\":\"a\",\"frame\":0,\"prompts\":[{\"words\":{\"text\":\"\"}}]}"
      })
  void namesTheLineOfWhatItRefuses(String line) throws Exception {
    assertRefused(HEADER + line + "\n", "journal, line 2:");
  }

  @ParameterizedTest
  @CsvSource({"medsam2-journal,2", "other,1"})
  void refusesOtherFormatsAndVersions(String format, int version) throws Exception {
    assertRefused(
        "{\"format\":\"" + format + "\",\"version\":" + version + ",\"events\":0}\n", "line 1:");
  }

  @Test
  void refusesAFileCutAtAnyByte() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    SessionJournal.write(file, EVENTS);
    byte[] whole = Files.readAllBytes(file);
    for (int n = 0; n < whole.length; n++) {
      Files.write(file, Arrays.copyOf(whole, n));
      assertThatThrownBy(() -> SessionJournal.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void refusesLinesWithoutEndAndDeepNests() throws Exception {
    assertRefused(HEADER + "\"" + "a".repeat(2 << 20), "line 2: expected a line feed");
    assertRefused(HEADER + "[".repeat(1 << 19) + "\n", "line 2:");
  }

  @Test
  void whatAJournalCannotHoldLeavesTheFileAsItWas() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    SessionJournal.write(file, EVENTS);
    List<SessionEvent> bad = List.of(new Removed("a"), new Removed("\ud800"));
    assertThatThrownBy(() -> SessionJournal.write(file, bad))
        .isInstanceOf(InvalidInputException.class);
    assertThat(SessionJournal.read(file)).isEqualTo(EVENTS);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void mutantsAreReadOrRefused() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    SessionJournal.write(file, EVENTS);
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    int mutants = Integer.getInteger("medsam2.fuzz", 1000);
    for (int seed = 0; seed < mutants; seed++) {
      Files.write(file, mutant(whole, new Random(seed)));
      try {
        assertThat(SessionJournal.read(file)).hasSizeLessThan(10);
      } catch (MedSam2Exception e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(mutants / 2);
  }

  /** Flipped bits, digits run wild, and pieces dropped, doubled or moved. */
  private static byte[] mutant(byte[] whole, Random random) {
    byte[] out = whole.clone();
    int n = out.length;
    switch (random.nextInt(4)) {
      case 0 -> out[random.nextInt(n)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = random.nextInt(n), left = 12; i < n && left > 0; i++, left--) {
          out[i] = out[i] >= '0' && out[i] <= '9' ? (byte) ('0' + random.nextInt(10)) : out[i];
        }
      }
      case 2 -> System.arraycopy(whole, random.nextInt(n / 2), out, random.nextInt(n / 2), n / 2);
      default -> {
        int at = random.nextInt(n);
        out[at] = (byte) "{}[]\",:-e\n\\ \u00007".charAt(random.nextInt(14));
      }
    }
    return out;
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.jsonl"), text);
    assertThatThrownBy(() -> SessionJournal.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }
}

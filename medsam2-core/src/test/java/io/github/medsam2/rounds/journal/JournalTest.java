// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose bytes are not those that were written. */
class JournalTest {
  private static final int EVENTS = 4;

  /** What is read: the events, and what was mended. */
  private record Read(List<String> events, Optional<String> mended) {}

  private static JsonObject event(int number) {
    JsonObject o = new JsonObject();
    o.addProperty("type", "seen");
    o.addProperty("text", "fünf, \"crc\":\"00000000\"} " + number);
    return o;
  }

  private static Read read(Path folder) {
    List<String> events = new ArrayList<>();
    try (Journal journal = Journal.open(folder, e -> events.add(e.toString()))) {
      return new Read(events, journal.mended());
    }
  }

  private static byte[] written(Path folder, int events) throws IOException {
    try (Journal journal = Journal.open(folder, e -> {})) {
      for (int i = 0; i < events; i++) {
        assertThat(journal.append(event(i))).isEqualTo(i + 1);
      }
    }
    return Files.readAllBytes(folder.resolve("000001.jsonl"));
  }

  private static int lastLine(byte[] bytes) {
    int at = bytes.length - 1;
    while (bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private static Path file(Path folder, byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve("000001.jsonl"), bytes);
  }

  /** What was cut off at any byte is as if it was never begun, and writing goes on after it. */
  @Test
  void anEventThatWasCutOffIsRemovedAndTold(@TempDir Path folder) throws IOException {
    byte[] whole = written(folder.resolve("whole"), EVENTS);
    List<String> all = read(folder.resolve("whole")).events();
    int from = lastLine(whole);
    Path cut = folder.resolve("cut");
    for (int length = from; length < whole.length; length++) {
      file(cut, Arrays.copyOf(whole, length));
      Read read = read(cut);
      assertThat(read.events()).isEqualTo(all.subList(0, EVENTS - 1));
      assertThat(read.mended().isPresent()).isEqualTo(length > from);
      if (length % 16 == 0) {
        try (Journal journal = Journal.open(cut, e -> {})) {
          assertThat(journal.mended()).isEmpty();
          journal.append(event(EVENTS - 1));
        }
        assertThat(Files.readAllBytes(cut.resolve("000001.jsonl"))).isEqualTo(whole);
      }
    }
  }

  /** No byte of the last line changes unnoticed; at most this event is lost. */
  @Test
  void aChangedByteOfTheLastLineIsNoticed(@TempDir Path folder) throws IOException {
    byte[] whole = written(folder.resolve("whole"), EVENTS);
    List<String> all = read(folder.resolve("whole")).events();
    Path changed = folder.resolve("changed");
    for (int at = lastLine(whole); at < whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) (1 << at % 7);
      file(changed, bytes);
      if (bytes[at] == '\n') {
        assertThatThrownBy(() -> read(changed)).isInstanceOf(FormatException.class);
      } else {
        Read read = read(changed);
        assertThat(read.events()).isEqualTo(all.subList(0, EVENTS - 1));
        assertThat(read.mended()).isPresent();
      }
    }
  }

  private static Path shared;
  private static byte[] sharedBytes;
  private static List<String> sharedEvents;

  @BeforeContainer
  static void writeOnce() throws IOException {
    shared = Files.createTempDirectory("journal");
    sharedBytes = written(shared, EVENTS);
    sharedEvents = read(shared).events();
  }

  @AfterContainer
  static void remove() throws IOException {
    Files.deleteIfExists(shared.resolve("000001.jsonl"));
    Files.deleteIfExists(shared);
  }

  /** Damage before the last line is never mended: events that were told to be safe would go. */
  @Property(tries = 300)
  void damageInTheMiddleIsRefused(
      @ForAll @IntRange(min = 0, max = 100_000) int where, @ForAll byte value) throws IOException {
    int at = where % lastLine(sharedBytes);
    byte[] bytes = sharedBytes.clone();
    bytes[at] = value;
    file(shared, bytes);
    if (value == sharedBytes[at]) {
      assertThat(read(shared).events()).isEqualTo(sharedEvents);
    } else {
      assertThatThrownBy(() -> read(shared)).isInstanceOf(FormatException.class);
    }
    assertThat(Files.readAllBytes(shared.resolve("000001.jsonl"))).isEqualTo(bytes);
  }

  /** A line that is missing, or stands twice, has a good checksum and another one before it. */
  @Test
  void linesThatAreMissingOrTwiceAreRefused(@TempDir Path folder) throws IOException {
    String whole = new String(written(folder, EVENTS), StandardCharsets.UTF_8);
    List<String> lines = whole.lines().toList();
    for (int i = 0; i < EVENTS; i++) {
      List<String> twice = new ArrayList<>(lines);
      twice.add(i, lines.get(i));
      file(folder, (String.join("\n", twice) + "\n").getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> read(folder)).isInstanceOf(FormatException.class);
      List<String> missing = new ArrayList<>(lines);
      missing.remove(i);
      file(folder, (String.join("\n", missing) + "\n").getBytes(StandardCharsets.UTF_8));
      if (i < EVENTS - 1) {
        assertThatThrownBy(() -> read(folder)).isInstanceOf(FormatException.class);
      }
    }
  }

  @Test
  void fullFilesAreFollowedByOthers(@TempDir Path folder) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int open = 0; open < 3; open++) {
      List<String> read = new ArrayList<>();
      try (Journal journal = Journal.open(folder, 300, e -> read.add(e.toString()))) {
        assertThat(read).hasSize(7 * open);
        for (int i = 0; i < 7; i++) {
          journal.append(event(i));
        }
      }
      expected = read;
    }
    assertThat(expected).hasSize(14);
    assertThat(folder.resolve("000005.jsonl")).exists();
    Files.delete(folder.resolve("000003.jsonl"));
    assertThatThrownBy(() -> Journal.open(folder, 300, e -> {}))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("000003");
  }

  @Test
  void whatIsTooLongIsNotBegun(@TempDir Path folder) throws IOException {
    byte[] before = written(folder, 1);
    try (Journal journal = Journal.open(folder, e -> {})) {
      JsonObject large = new JsonObject();
      large.addProperty("text", "x".repeat(Journal.LONGEST));
      assertThatThrownBy(() -> journal.append(large)).isInstanceOf(InvalidInputException.class);
      assertThat(Files.readAllBytes(folder.resolve("000001.jsonl"))).isEqualTo(before);
      assertThat(journal.append(event(1))).isEqualTo(2);
    }
    assertThat(read(folder).events()).hasSize(2);
  }

  @Test
  void objectsAreKeptOnceAndDamageIsTold(@TempDir Path folder) throws IOException {
    ObjectStore store = new ObjectStore(folder);
    byte[] bytes = {1, 2, 3};
    String id = store.put(bytes);
    assertThat(store.put(bytes)).isEqualTo(id);
    assertThat(store.get(id)).isEqualTo(bytes);
    Path file = folder.resolve(id.substring(0, 2)).resolve(id.substring(2));
    Files.write(file.resolveSibling(".left.part"), bytes);
    assertThat(new ObjectStore(folder).get(id)).isEqualTo(bytes);
    assertThat(file.resolveSibling(".left.part")).doesNotExist();
    Files.write(file, new byte[] {1, 2, 4});
    assertThatThrownBy(() -> store.get(id)).isInstanceOf(FormatException.class);
    Files.delete(file);
    assertThatThrownBy(() -> store.get(id)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> store.get("../x")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aFolderHasOneUser(@TempDir Path folder) {
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder.resolve(".")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("this process");
      assertThat(lock).isNotNull();
    }
    FolderLock.take(folder).close();
  }
}

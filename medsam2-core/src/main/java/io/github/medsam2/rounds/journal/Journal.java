// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Events in the order they happened, one JSON object a line, in files {@code 000001.jsonl} and so
 * on of about 4 MiB. An event that {@link #append} returned for is on the disk; of one that it did
 * not return for there is all or nothing when the folder is opened next.
 *
 * <p>Not thread-safe; one process uses a folder at a time.
 */
public final class Journal implements AutoCloseable {
  static final String FIRST_PREV = "00000000";

  /** Bytes of an event at most. */
  static final int LONGEST = 1 << 20;

  private final Path folder;
  private final long rotateAt;
  private String prev = FIRST_PREV;
  private long count;
  private int files;
  private Optional<String> mended = Optional.empty();
  private RandomAccessFile out;
  private boolean broken;

  private Journal(Path folder, long rotateAt, Consumer<JsonObject> reader) throws IOException {
    this.folder = folder;
    this.rotateAt = rotateAt;
    Files.createDirectories(folder);
    List<Path> found = files();
    for (Path file : found) {
      files++;
      if (!file.getFileName().toString().equals(name(files))) {
        throw damaged("journal", "file " + name(files), "none");
      }
      read(file, files == found.size(), reader);
    }
    files = Math.max(1, files);
    this.out = opened();
  }

  /**
   * Reads what there is and opens it for more. An event whose writing was cut off is removed from
   * the end, which {@link #mended} tells.
   *
   * @param folder of the files; made where there is none
   * @param reader given every event, in order
   * @throws FormatException when anything but the last line is damaged
   */
  public static Journal open(Path folder, Consumer<JsonObject> reader) {
    return open(folder, 4 << 20, reader);
  }

  static Journal open(Path folder, long rotateAt, Consumer<JsonObject> reader) {
    try {
      return new Journal(folder, rotateAt, reader);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches("\\d{6}\\.jsonl"))
          .sorted()
          .toList();
    }
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%06d.jsonl", number);
  }

  private void read(Path file, boolean last, Consumer<JsonObject> reader) throws IOException {
    long size = Files.size(file);
    if (size > rotateAt + LONGEST) {
      throw damaged(
          "journal, file " + files, "at most " + (rotateAt + LONGEST) + " bytes", size + "");
    }
    byte[] bytes = Files.readAllBytes(file);
    int from = 0;
    while (from < bytes.length) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(bytes, from, end);
      Optional<String> crc = JournalLine.checksum(line);
      boolean whole = end < bytes.length && crc.isPresent();
      if (!whole) {
        boolean atEnd = last && end + 1 >= bytes.length && !JournalLine.holdsEndOfAnother(line);
        mend(file, atEnd, from, bytes.length);
        return;
      }
      take(JournalLine.parse(line, crc.orElseThrow(), where()), reader);
      from = end + 1;
    }
  }

  private String where() {
    return "journal, file " + files + ", event " + (count + 1);
  }

  private void take(JournalLine line, Consumer<JsonObject> reader) {
    JsonElement n = line.event().get("n");
    boolean next = n != null && n.toString().equals(Long.toString(count + 1));
    if (!next || !line.prev().equals(prev)) {
      throw damaged(where(), "the event after the one before", "another");
    }
    reader.accept(line.event());
    count++;
    prev = line.crc();
  }

  private void mend(Path file, boolean atEnd, int from, int size) throws IOException {
    if (!atEnd) {
      throw damaged(where(), "an event with its checksum", "damage, and more after it");
    }
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(from);
      cut.getFD().sync();
    }
    mended =
        Optional.of(
            String.format(
                Locale.ROOT,
                "%s: %d bytes of an event that was never finished were removed from the end",
                where(),
                size - from));
  }

  /** What was removed from the end, in words; empty where nothing was. */
  public Optional<String> mended() {
    return mended;
  }

  /** Events so far. */
  public long count() {
    return count;
  }

  /**
   * Adds an event, numbered {@code n}. When this returns it is on the disk.
   *
   * @param event without {@code n}, {@code prev} and {@code crc}
   * @return its number, from 1 on
   * @throws InvalidInputException when it is longer than 1 MiB; nothing is written then
   */
  public long append(JsonObject event) {
    if (broken) {
      throw new MedSam2Exception(
          "journal", "open and sound", "closed, or a write that failed", "open the project again");
    }
    JsonObject numbered = new JsonObject();
    numbered.addProperty("n", count + 1);
    event.asMap().forEach(numbered::add);
    byte[] line = JournalLine.encode(numbered, prev);
    if (line.length > LONGEST) {
      throw new InvalidInputException(
          "event", "at most " + LONGEST + " bytes", line.length + "", "split what is added");
    }
    try {
      rotate();
      write(line);
    } catch (IOException e) {
      throw failed(e);
    }
    count++;
    prev = JournalLine.checksum(line).orElseThrow();
    return count;
  }

  private void rotate() throws IOException {
    if (out.length() >= rotateAt) {
      RandomAccessFile full = out;
      files++;
      try {
        out = opened();
      } catch (IOException e) {
        files--;
        throw e;
      }
      full.close();
    }
  }

  private RandomAccessFile opened() throws IOException {
    // No channel: an interrupt would close that in the middle of a line.
    Path path = folder.resolve(name(files));
    boolean fresh = !Files.exists(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    file.seek(file.length());
    if (fresh) {
      Durable.sync(folder);
    }
    return file;
  }

  /** All of a line, or nothing: what a full disk cuts off is taken back. */
  private void write(byte[] line) throws IOException {
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    long before = out.length();
    broken = true;
    try {
      out.write(ended);
      out.getFD().sync();
      broken = false;
    } catch (IOException e) {
      out.setLength(before);
      out.seek(before);
      out.getFD().sync();
      broken = false;
      throw e;
    }
  }

  private static FormatException damaged(String where, String expected, String found) {
    return new FormatException(
        where, expected, found, "the folder was damaged after it was written: take a whole copy");
  }

  private static MedSam2Exception failed(IOException e) {
    return new MedSam2Exception(
        "journal",
        "a folder to read and write",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }

  @Override
  public void close() {
    broken = true;
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder for one user at a time. The file {@code LOCK} tells who it is; it stays behind, and the
 * lock on it ends with the process, however that ends.
 */
public final class FolderLock implements AutoCloseable {
  /**
   * Folders in use here. Locks of files are the process's: a second channel on the file, once
   * closed, would end the first one's lock.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  /** Far beyond the text, so that others can read it where locks forbid reading. */
  private static final long LOCKED = 1L << 40;

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, made where there is none.
   *
   * @throws InvalidInputException telling the process that has it
   */
  public static FolderLock take(Path path) {
    try {
      Durable.folder(path);
      Path folder = path.toRealPath();
      if (!HERE.add(folder)) {
        throw inUse("this process");
      }
      @Nullable FolderLock taken = null;
      try {
        taken = lock(folder);
        return taken;
      } finally {
        if (taken == null) {
          HERE.remove(folder);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    Path file = folder.resolve("LOCK");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED, 1, false);
      if (lock == null) {
        throw inUse(owner(file));
      }
      String text =
          "{\"pid\":" + ProcessHandle.current().pid() + ",\"since\":\"" + Instant.now() + "\"}\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      held = true;
      return new FolderLock(folder, channel);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static String owner(Path file) throws IOException {
    try {
      JsonElement text = JsonParser.parseString(Files.readString(file));
      JsonFields f = JsonFields.of("LOCK", text);
      return "process " + f.whole("pid") + ", since " + Instant.parse(f.text("since"));
    } catch (JsonParseException | MedSam2Exception | DateTimeException unreadable) {
      return "another process";
    }
  }

  private static InvalidInputException inUse(String owner) {
    return new InvalidInputException(
        "project folder", "one that nobody uses", owner + " using it", "close it there first");
  }

  private static MedSam2Exception failed(IOException e) {
    return new MedSam2Exception(
        "project folder",
        "one to read, write and lock",
        e.getClass().getSimpleName(),
        "check path and rights; folders of a network may know no locks");
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException e) {
        throw failed(e);
      } finally {
        HERE.remove(folder);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.rounds.journal.FolderLock;
import io.github.medsam2.rounds.journal.Journal;
import io.github.medsam2.rounds.journal.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** The files of a project, and what they add up to. Not thread-safe. */
final class ProjectStore implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final ProjectFile file;
  private final KeyedHash names;
  private final ObjectStore objects;
  private final ProjectState state;
  private final Journal journal;

  private ProjectStore(Path folder, FolderLock lock, Optional<ProjectOptions> options) {
    this.folder = folder;
    this.lock = lock;
    this.names = KeyedHash.in(folder, !begun(folder));
    this.file = ProjectFile.in(folder, options);
    this.objects = new ObjectStore(folder.resolve("objects"));
    this.state = new ProjectState(file.options().base());
    this.journal =
        Journal.open(folder.resolve("journal"), line -> replay(state, EventJson.read(line)));
  }

  private static void replay(ProjectState state, ProjectEntry entry) {
    try {
      state.take(entry);
    } catch (InvalidInputException e) {
      throw new FormatException(
          "journal, event " + entry.n(),
          "one that may follow those before",
          "another (" + e.getMessage() + ")",
          "take a whole copy, written by this library alone",
          e);
    }
  }

  private static boolean begun(Path folder) {
    return Files.exists(folder.resolve("project.json"));
  }

  static ProjectStore open(Path folder, Optional<ProjectOptions> options) {
    if (options.isEmpty() && !begun(folder)) {
      throw new InvalidInputException(
          "project folder", "one with a project.json", "none", "begin it with its options");
    }
    FolderLock lock = FolderLock.take(folder);
    ProjectStore store = null;
    try {
      store = new ProjectStore(folder, lock, options);
      return store;
    } finally {
      if (store == null) {
        lock.close();
      }
    }
  }

  /** Writes an event, or refuses it and changes nothing. */
  void write(ProjectEvent event) {
    state.require(event);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long number = journal.append(EventJson.of(now, event));
    state.take(new ProjectEntry(number, now, event));
  }

  /** Keeps bytes and then writes an event with their id, or refuses it and changes nothing. */
  void write(byte[] object, Function<String, ProjectEvent> event) {
    ProjectEvent written = event.apply(ObjectStore.sha256(object));
    state.require(written);
    objects.put(object);
    write(written);
  }

  Mask mask(String id) {
    return MaskObject.mask(objects.get(id));
  }

  byte[] object(String id) {
    return objects.get(id);
  }

  Path folder() {
    return folder;
  }

  ProjectFile file() {
    return file;
  }

  KeyedHash names() {
    return names;
  }

  ProjectState state() {
    return state;
  }

  Optional<String> mended() {
    return journal.mended();
  }

  @Override
  public void close() {
    journal.close();
    lock.close();
  }
}

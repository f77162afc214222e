// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Results in a folder: {@code ab/KEY-NAME/} with the files, {@code ab/KEY.json} the marker, {@code
 * ab/KEY.failed.json} a failure, {@code .tmp/} what is being made. {@code ab} are the first two
 * digits of the key. Markers come into being by a hard link, which the system makes once.
 */
public final class FolderStore implements ResultStore {
  private static final String WRITTEN = ".json";
  private static final String WHAT = "marker of a result";
  private static final int LONGEST = 64 << 20;

  /** Far longer than a note takes to be written. */
  private static final Duration PART_LIFE = Duration.ofHours(1);

  private final Path root;
  private final Path temporary;

  /** Results in a folder, which is made when the first is written. */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath();
    this.temporary = this.root.resolve(".tmp");
  }

  /** The folder that holds the files of a result. */
  public Path folder(Marker marker) {
    return shelf(marker.key()).resolve(marker.folder());
  }

  @Override
  public Optional<Marker> marker(String key) {
    Path file = shelf(key).resolve(ResultNames.marker(key));
    return Files.exists(file)
        ? Optional.of(Marker.ofJson(JsonText.readFile(file, WHAT, LONGEST)))
        : Optional.empty();
  }

  @Override
  public boolean holds(Marker marker) {
    try {
      for (StoredFile file : marker.files()) {
        if (!file.isIn(folder(marker))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw Staging.failed(e);
    }
  }

  @Override
  public void remove(Marker marker) {
    try {
      Files.deleteIfExists(shelf(marker.key()).resolve(ResultNames.marker(marker.key())));
      Staging.delete(folder(marker));
    } catch (IOException e) {
      throw Staging.failed(e);
    }
  }

  @Override
  public Staging begin() {
    return Staging.in(temporary);
  }

  @Override
  public Marker commit(Staging staging, Done done) {
    String name = ResultNames.folder(done.key(), staging.name());
    Path shelf = shelf(done.key());
    Path folder = shelf.resolve(name);
    try {
      List<StoredFile> files = StoredFile.in(staging.folder());
      Marker marker = new Marker(done.key(), done.id(), name, files, done.seconds(), done.model());
      for (StoredFile file : files) {
        synchronise(staging.folder().resolve(file.name()));
      }
      Files.createDirectories(shelf);
      Files.move(staging.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
      if (mark(staging, shelf.resolve(ResultNames.marker(done.key())), marker)) {
        Files.deleteIfExists(shelf.resolve(ResultNames.failure(done.key())));
        return marker;
      }
      Staging.delete(folder);
      return marker(done.key()).orElse(marker);
    } catch (IOException e) {
      throw Staging.failed(e);
    }
  }

  /** Whether the marker came into being: not if there was one. */
  private boolean mark(Staging staging, Path target, Marker marker) throws IOException {
    Path written = temporary.resolve(staging.name() + WRITTEN);
    try (FileChannel out =
        FileChannel.open(written, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap((marker.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
    try {
      Files.createLink(target, written);
      return true;
    } catch (FileAlreadyExistsException first) {
      return false;
    } catch (UnsupportedOperationException noLinks) {
      if (Files.exists(target)) {
        return false;
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void synchronise(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<Failure> failure(String key) {
    Path file = shelf(key).resolve(ResultNames.failure(key));
    return Files.exists(file)
        ? Optional.of(Failure.ofJson(JsonText.readFile(file, WHAT, LONGEST)))
        : Optional.empty();
  }

  @Override
  public void fail(Failure failure) {
    try {
      Files.createDirectories(shelf(failure.key()));
    } catch (IOException e) {
      throw Staging.failed(e);
    }
    Path file = shelf(failure.key()).resolve(ResultNames.failure(failure.key()));
    JsonText.write(file, WHAT, failure.toJson());
  }

  @Override
  public void markers(Consumer<Marker> each) {
    notes(ResultNames::isMarker, Marker::ofJson, each);
  }

  @Override
  public void failures(Consumer<Failure> each) {
    notes(ResultNames::isFailure, Failure::ofJson, each);
  }

  private <T> void notes(Predicate<String> wanted, Function<String, T> reading, Consumer<T> each) {
    shelves(
        shelf -> {
          for (Path file : children(shelf)) {
            if (wanted.test(file.getFileName().toString())) {
              read(file, reading).ifPresent(each);
            }
          }
        });
  }

  /** A file that is gone or broken by now is none. */
  private static <T> Optional<T> read(Path file, Function<String, T> reading) {
    try {
      return Optional.of(reading.apply(JsonText.readFile(file, WHAT, LONGEST)));
    } catch (MedSam2Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public int sweep() {
    int[] removed = {0};
    try {
      for (Path left : children(temporary)) {
        removed[0] += removeIfDead(left, left.getFileName().toString().replaceAll("\\..*", ""));
      }
    } catch (IOException e) {
      throw Staging.failed(e);
    }
    shelves(
        shelf -> {
          for (Path folder : children(shelf)) {
            String name = folder.getFileName().toString();
            Optional<ResultNames.Owner> owner = ResultNames.owner(name);
            if (Files.isDirectory(folder) && owner.isPresent()) {
              removed[0] += removeIfOrphan(folder, owner.get());
            } else if (name.endsWith(".part") && isOld(folder)) {
              removed[0] += remove(folder);
            }
          }
        });
    return removed[0];
  }

  private boolean isMarked(String folder, String key) {
    return read(shelf(key).resolve(ResultNames.marker(key)), Marker::ofJson)
        .filter(m -> m.folder().equals(folder))
        .isPresent();
  }

  /** Who is at work comes first: one that has ended since then has set its marker. */
  private int removeIfOrphan(Path folder, ResultNames.Owner owner) throws IOException {
    boolean live = Staging.isLive(temporary, owner.maker());
    return live || isMarked(folder.getFileName().toString(), owner.key()) ? 0 : remove(folder);
  }

  private int removeIfDead(Path left, String name) throws IOException {
    return Staging.isLive(temporary, name) ? 0 : remove(left);
  }

  private static int remove(Path left) throws IOException {
    Staging.delete(left);
    return 1;
  }

  private static boolean isOld(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return written.isBefore(Instant.now().minus(PART_LIFE));
  }

  private interface OnShelf {
    void see(Path shelf) throws IOException;
  }

  private void shelves(OnShelf see) {
    try {
      for (Path shelf : children(root)) {
        if (ResultNames.isShelf(shelf.getFileName().toString()) && Files.isDirectory(shelf)) {
          see.see(shelf);
        }
      }
    } catch (IOException e) {
      throw Staging.failed(e);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private Path shelf(String key) {
    return root.resolve(ResultNames.shelf(key));
  }
}

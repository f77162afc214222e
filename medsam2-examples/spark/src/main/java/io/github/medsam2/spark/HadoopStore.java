// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.batch.store.ResultNames;
import io.github.medsam2.batch.store.ResultStore;
import io.github.medsam2.batch.store.Staging;
import io.github.medsam2.batch.store.StoredFile;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Results in a file system of Hadoop's, laid out as {@link
 * io.github.medsam2.batch.store.FolderStore} does. Files are written under their final names, which
 * no other task has, and the marker last: object stores show it whole or not at all, and nothing is
 * renamed there, as that would be a copy; elsewhere it is moved to its name. Where two tasks do the
 * same case, the marker that stands names one folder, and the other task removes its own; what a
 * lost executor leaves is swept after a day.
 */
final class HadoopStore implements ResultStore {
  private static final Duration ORPHAN = Duration.ofDays(1);
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "swift", "obs");
  private static final int LONGEST = 64 << 20;
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final FileSystem system;

  HadoopStore(String root, Configuration configuration) {
    this.root = new Path(root);
    try {
      this.system = this.root.getFileSystem(configuration);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Removes folders that no marker names and that nobody has touched for a day. */
  static int sweep(String root, Configuration configuration) {
    return new HadoopStore(root, configuration).sweep();
  }

  @Override
  public Optional<Marker> marker(String key) {
    return read(markerOf(key)).map(Marker::ofJson);
  }

  @Override
  public boolean holds(Marker marker) {
    Path folder = new Path(shelf(marker.key()), marker.folder());
    try {
      for (StoredFile file : marker.files()) {
        FileStatus there = system.getFileStatus(new Path(folder, file.name()));
        if (there.getLen() != file.bytes() || !hash(there.getPath()).equals(file.sha256())) {
          return false;
        }
      }
      return true;
    } catch (FileNotFoundException gone) {
      return false;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private String hash(Path file) throws IOException {
    Sha256 sum = Sha256.begin();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = system.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.and(ByteBuffer.wrap(buffer, 0, n));
      }
    }
    return sum.hex();
  }

  @Override
  public void remove(Marker marker) {
    delete(markerOf(marker.key()));
    delete(new Path(shelf(marker.key()), marker.folder()));
  }

  @Override
  public Staging begin() {
    return Staging.in(LocalFolder.PRIVATE);
  }

  @Override
  public Marker commit(Staging staging, Done done) {
    String name = ResultNames.folder(done.key(), staging.name());
    Path folder = new Path(shelf(done.key()), name);
    try {
      List<StoredFile> files = StoredFile.in(staging.folder());
      for (StoredFile file : files) {
        java.nio.file.Path from = staging.folder().resolve(file.name());
        try (FSDataOutputStream out = system.create(new Path(folder, file.name()), false)) {
          Files.copy(from, out);
        }
      }
      Marker own = new Marker(done.key(), done.id(), name, files, done.seconds(), done.model());
      if (!system.exists(markerOf(done.key()))) {
        write(markerOf(done.key()), own.toJson());
      }
      Marker stands = marker(done.key()).orElse(own);
      if (!stands.folder().equals(name)) {
        delete(folder);
      }
      delete(failureOf(done.key()));
      return stands;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Optional<Failure> failure(String key) {
    return read(failureOf(key)).map(Failure::ofJson);
  }

  @Override
  public void fail(Failure failure) {
    write(failureOf(failure.key()), failure.toJson());
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
    for (FileStatus shelf : children(root)) {
      for (FileStatus note : children(shelf.getPath())) {
        if (note.isFile() && wanted.test(note.getPath().getName())) {
          read(note.getPath()).map(reading).ifPresent(each);
        }
      }
    }
  }

  @Override
  public int sweep() {
    int removed = 0;
    long old = System.currentTimeMillis() - ORPHAN.toMillis();
    for (FileStatus shelf : children(root)) {
      for (FileStatus folder : children(shelf.getPath())) {
        Optional<ResultNames.Owner> owner = ResultNames.owner(folder.getPath().getName());
        if (folder.isDirectory() && owner.isPresent() && isOrphan(folder, owner.get().key(), old)) {
          delete(folder.getPath());
          removed++;
        }
      }
    }
    return removed;
  }

  private boolean isOrphan(FileStatus folder, String key, long old) {
    boolean aged = children(folder.getPath()).stream().allMatch(f -> f.getModificationTime() < old);
    return aged && marker(key).filter(m -> m.folder().equals(folder.getPath().getName())).isEmpty();
  }

  private List<FileStatus> children(Path folder) {
    try {
      return List.of(system.listStatus(folder));
    } catch (FileNotFoundException none) {
      return List.of();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Optional<String> read(Path file) {
    try (InputStream in = system.open(file)) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(Path file, String text) {
    boolean direct = OBJECT_STORES.contains(system.getScheme());
    Path first = direct ? file : file.suffix("." + UUID.randomUUID() + ".part");
    try {
      try (FSDataOutputStream out = system.create(first, true)) {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (!direct && !system.rename(first, file)) {
        replace(first, file);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Some systems move nothing over what is there: a note of failure is replaced, a marker stands.
   */
  private void replace(Path first, Path file) throws IOException {
    if (ResultNames.isFailure(file.getName())) {
      system.delete(file, false);
      system.rename(first, file);
    }
    system.delete(first, false);
  }

  private void delete(Path path) {
    try {
      system.delete(path, true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path shelf(String key) {
    return new Path(root, ResultNames.shelf(key));
  }

  private Path markerOf(String key) {
    return new Path(shelf(key), ResultNames.marker(key));
  }

  private Path failureOf(String key) {
    return new Path(shelf(key), ResultNames.failure(key));
  }

  private static MedSam2Exception failed(IOException e) {
    // Without the cause: its message names files.
    return new MedSam2Exception(
        "folder of results",
        "one to read and write",
        e.getClass().getSimpleName(),
        "check location, rights and free space");
  }
}

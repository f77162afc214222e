// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder in the temporary one that only this user can look into, gone when it is closed. What a
 * server that was killed left behind goes when the next one starts. Thread-safe.
 */
public final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "medsam2-server-";
  private static final String LOCK = "in-use";

  /** Those of this process: to open their lock a second time and close it would end it. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  private PrivateFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** A new one. */
  public static PrivateFolder create() {
    try {
      Path root = Files.createTempDirectory(PREFIX); // readable by its owner only
      OWN.add(root.getFileName());
      sweep(root.resolveSibling(""));
      FileChannel lock =
          FileChannel.open(
              root.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      return new PrivateFolder(root, lock);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static MedSam2Exception unusable(IOException e) {
    // Without the cause: its message names the file.
    return new MedSam2Exception(
        "temporary folder",
        "room for files",
        e.getClass().getSimpleName(),
        "check java.io.tmpdir, its rights and its free space");
  }

  /** Deletes folders whose process is no more. */
  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : all) {
        Path lock = folder.resolve(LOCK);
        if (!OWN.contains(folder.getFileName())
            && Files.isDirectory(folder)
            && Files.isWritable(lock)
            && isFree(lock)) {
          delete(folder);
        }
      }
    }
  }

  private static boolean isFree(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** A name in it for a new file, which ends in a suffix. */
  public Path newFile(String suffix) {
    return root.resolve(UUID.randomUUID() + suffix);
  }

  /** A new folder in it. */
  public Path newFolder() {
    try {
      return Files.createDirectory(root.resolve(UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Deletes a file or folder in it, or tries to. */
  public static void delete(Path what) {
    try (Stream<Path> all = Files.walk(what)) {
      List<Path> leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : leavesFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // The next server that starts sweeps it away.
    }
  }

  @Override
  public void close() {
    delete(root);
    OWN.remove(root.getFileName());
    try {
      lock.close();
    } catch (IOException e) {
      // It was deleted already.
    }
  }
}

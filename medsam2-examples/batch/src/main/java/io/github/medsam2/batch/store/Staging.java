// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A private folder, locked while its process lives. Closing removes it with whatever is left in it.
 * Not thread-safe.
 */
public final class Staging implements AutoCloseable {
  static final String LOCK = ".lock";

  /**
   * Locks are the process's: a second channel on a file, once closed, would end the first one's.
   */
  private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Path parent;
  private final FileChannel lock;

  private Staging(String name, Path parent, FileChannel lock) {
    this.name = name;
    this.parent = parent;
    this.lock = lock;
  }

  /** Makes one in a folder, which is made where there is none. */
  public static Staging in(Path parent) {
    String name = UUID.randomUUID().toString().replace("-", "");
    try {
      Files.createDirectories(parent);
      HERE.add(name);
      FileChannel lock =
          FileChannel.open(
              parent.resolve(name + LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Staging staging = new Staging(name, parent, lock);
      staging.takeLock();
      Files.createDirectory(staging.folder());
      return staging;
    } catch (IOException e) {
      HERE.remove(name);
      throw failed(e);
    }
  }

  private void takeLock() throws IOException {
    if (lock.tryLock() == null) {
      lock.close();
      throw new IOException("a new file is locked already");
    }
  }

  /** Where the files are put. */
  public Path folder() {
    return parent.resolve(name);
  }

  /** Its name, which no other has. */
  public String name() {
    return name;
  }

  /** Whether a process that lives is at work under a name. */
  static boolean isLive(Path parent, String name) throws IOException {
    if (HERE.contains(name)) {
      return true;
    }
    Path file = parent.resolve(name + LOCK);
    if (Files.notExists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock free = channel.tryLock();
      return free == null;
    }
  }

  /** Removes a folder or file with all that is in it. */
  static void delete(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path d, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(d);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static MedSam2Exception failed(IOException e) {
    // Without the cause: its message names files.
    return new MedSam2Exception(
        "folder of results",
        "one to read, write and lock",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }

  @Override
  public void close() {
    try {
      delete(folder());
      Files.deleteIfExists(parent.resolve(name + LOCK));
      lock.close();
    } catch (IOException e) {
      throw failed(e);
    } finally {
      HERE.remove(name);
    }
  }
}

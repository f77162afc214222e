// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.error.CheckpointException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights, or its bytes in memory, open for reading until it is closed. Every read is a
 * copy, so that nothing refers to the file itself: closing frees it at once, and a file cut short
 * by another program is an exception, not the end of the JVM as with a memory map. Thread-safe;
 * reading does not heed interruption, which would close a channel for all its readers.
 */
public final class WeightFile implements AutoCloseable {
  /** What to do about most files that break their format. */
  public static final String DAMAGED = "the file is damaged or incomplete: get it again";

  private final String name;
  private final @Nullable Path path;
  private final Bytes bytes;
  private final long size;
  private boolean closed;

  /** Where bytes come from. */
  private interface Bytes extends Closeable {
    void read(long offset, byte[] to, int length) throws IOException;
  }

  private record Disk(RandomAccessFile file) implements Bytes {
    @Override
    public void read(long offset, byte[] to, int length) throws IOException {
      file.seek(offset);
      file.readFully(to, 0, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private record Memory(ByteBuffer all) implements Bytes {
    @Override
    public void read(long offset, byte[] to, int length) {
      all.get((int) offset, to, 0, length);
    }

    @Override
    public void close() {}
  }

  private WeightFile(String name, @Nullable Path path, Bytes bytes, long size) {
    this.name = name;
    this.path = path;
    this.bytes = bytes;
    this.size = size;
  }

  /** Opens a file. */
  public static WeightFile open(Path file) {
    String name = nameOf(file);
    try {
      // Links are resolved because engines that read the region themselves refuse to follow them.
      Path real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw new CheckpointException(name, "a file", "a folder or device", "give the file itself");
      }
      RandomAccessFile open = new RandomAccessFile(real.toFile(), "r");
      return new WeightFile(name, real, new Disk(open), open.length());
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          name, "a file of weights", "no such file", "check the path " + file, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Takes the bytes of a file; they are not changed afterwards.
   *
   * @param name for messages
   */
  public static WeightFile of(String name, byte[] content) {
    return new WeightFile(name, null, new Memory(ByteBuffer.wrap(content)), content.length);
  }

  /** The last name of the path that was opened, for messages. */
  public String name() {
    return name;
  }

  /** The absolute path, free of symbolic links; none in memory. */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /** Bytes. */
  public long size() {
    return size;
  }

  /** A copy of bytes that lie inside the file; little endian. */
  public ByteBuffer read(long offset, long length) {
    require(offset, length);
    byte[] copy = new byte[(int) length];
    fill(offset, copy, copy.length);
    return ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
  }

  private synchronized void fill(long offset, byte[] to, int length) {
    if (closed) {
      throw new CheckpointException(
          name, "weights that are open", "a closed file", "close them after their last use");
    }
    try {
      bytes.read(offset, to, length);
    } catch (EOFException e) {
      throw new CheckpointException(
          name, size + " bytes", "fewer", "do not change the file while it is in use", e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Checks that bytes lie inside the file and are few enough for a buffer. */
  public void require(long offset, long length) {
    if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || offset > size - length) {
      throw new CheckpointException(
          name,
          "parts of at most 2 GiB inside its " + size + " bytes",
          length + " bytes from " + offset,
          "the file is damaged, or holds a tensor that no Java buffer can hold");
    }
  }

  /** Closes the file. What was read stays; reading more is refused. Closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      bytes.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static String nameOf(Path path) {
    Path last = path.getFileName();
    return (last == null ? path : last).toString();
  }

  private static CheckpointException unreadable(String name, Exception e) {
    if (e instanceof ClosedByInterruptException) {
      return new CheckpointException(
          name, "to be read to its end", "an interrupt of the thread", "open it again", e);
    }
    return new CheckpointException(
        name,
        "a readable file on a local disk",
        String.valueOf(e.getMessage()),
        "check its permissions and the disk",
        e);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A file open for reading: what describes its tensors is copied, the tensors themselves are
 * memory-mapped. The maps outlive {@link #close}; they go when nothing refers to them any more.
 *
 * <p>A Java buffer ends at 2 GiB, so the file is mapped in windows of up to 2 GiB that start at
 * every GiB: anything of at most 1 GiB lies whole in the window that its first byte selects.
 */
final class MappedFile implements AutoCloseable {
  private static final int WINDOW_SHIFT = 30;

  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final Map<Long, ByteBuffer> windows = new HashMap<>();

  private MappedFile(String name, Path path, FileChannel channel, long size) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static MappedFile open(Path file) {
    String name = nameOf(file);
    try {
      // Links are resolved because engines that read the region themselves refuse to follow them.
      Path real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw new CheckpointException(name, "a file", "a folder or device", "give the file itself");
      }
      FileChannel channel = FileChannel.open(real);
      return new MappedFile(name, real, channel, channel.size());
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          name, "a file of weights", "no such file", "check the path " + file, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(name, e);
    }
  }

  /** The last name of the path that was opened, for messages. */
  String name() {
    return name;
  }

  /** The absolute path, free of symbolic links. */
  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** A copy of bytes that lie inside the file; little endian. */
  ByteBuffer read(long offset, int length) {
    require(offset, length);
    ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (copy.hasRemaining()) {
        if (channel.read(copy, offset + copy.position()) < 0) {
          throw new CheckpointException(
              name, size + " bytes", "fewer", "do not change the file while it is read");
        }
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return copy.flip();
  }

  /** A read-only view of bytes of the file; little endian. */
  ByteBuffer map(long offset, long length) {
    require(offset, length);
    long window = offset >> WINDOW_SHIFT;
    long start = offset - (window << WINDOW_SHIFT);
    ByteBuffer view =
        start + length <= Integer.MAX_VALUE
            ? windows
                .computeIfAbsent(window, this::mapWindow)
                .slice(Math.toIntExact(start), Math.toIntExact(length))
            : mapExactly(offset, length);
    return view.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer mapWindow(long window) {
    long offset = window << WINDOW_SHIFT;
    return mapExactly(offset, Math.min(size - offset, Integer.MAX_VALUE));
  }

  private ByteBuffer mapExactly(long offset, long length) {
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(name, e);
    }
  }

  private void require(long offset, long length) {
    if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > size - length) {
      throw new CheckpointException(
          name,
          "parts of at most 2 GiB inside its " + size + " bytes",
          length + " bytes from " + offset,
          "the file is damaged, or holds a tensor that no Java buffer can hold");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static String nameOf(Path path) {
    Path last = path.getFileName();
    return (last == null ? path : last).toString();
  }

  private static CheckpointException unreadable(String name, Exception e) {
    return new CheckpointException(
        name,
        "a readable file on a local disk",
        String.valueOf(e.getMessage()),
        "check its permissions and the disk",
        e);
  }
}

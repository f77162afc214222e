package io.github.medsam2.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears under its name whole or not at all. */
final class AtomicFile {
  private static final int PIECE = 1 << 20;

  /** Produces the bytes of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes to a temporary name beside the target, then moves; a file that was there is replaced.
   */
  static void write(Path target, Content content) {
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      fill(part, content);
      move(part, target);
    } catch (IOException e) {
      throw new CheckpointException(
          String.valueOf(target.getFileName()),
          "a folder that can be written to",
          String.valueOf(e.getMessage()),
          "check the folder, its permissions and the space on the disk",
          e);
    } finally {
      discard(part);
    }
  }

  private static void fill(Path part, Content content) throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(out);
      out.force(true);
    }
  }

  /** Writes what remains of a buffer; in pieces, as the JDK keeps a copy of what is on the heap. */
  static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      ByteBuffer piece = rest.slice(rest.position(), Math.min(PIECE, rest.remaining()));
      rest.position(rest.position() + out.write(piece));
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Only a file under a temporary name stays; the outcome of the write is already decided.
    }
  }
}
